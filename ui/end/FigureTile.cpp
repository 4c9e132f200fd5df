#include "ui/end/FigureTile.h"

#include "ui/theme/Theme.h"
#include "ui/widgets/Label.h"

#include <QLocale>
#include <QVBoxLayout>

namespace textbank {

FigureTile::FigureTile(QWidget* parent)
    : QWidget(parent)
    , m_value(new Label(TextRole::Display, Tone::Plain, this))
    , m_words(new Label(TextRole::Small, Tone::Muted, this))
{
    m_words->setWordWrap(true);
    m_words->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_value);
    column->addWidget(m_words, 1);
    connect(&Theme::current(), &Theme::changed, this, &QWidget::updateGeometry);
}

void FigureTile::show(int value, const QString& words)
{
    m_value->setText(QLocale().toString(value));
    m_words->setText(words);
    setAccessibleName(QLocale().toString(value) + u' ' + words);
}

QSize FigureTile::sizeHint() const
{
    const auto& theme = Theme::current();
    const int width = theme.px(128);
    // Two lines for all, so that the numbers of a row stand on one line.
    const QFontMetrics small(theme.font(TextRole::Small));
    const int words = std::max(
        2 * small.height(), small.boundingRect(QRect(0, 0, width, 1000), Qt::TextWordWrap, m_words->text()).height());
    return {width, QFontMetrics(theme.font(TextRole::Display)).height() + words + theme.px(4)};
}

} // namespace textbank
