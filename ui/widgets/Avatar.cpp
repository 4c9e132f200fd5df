#include "ui/widgets/Avatar.h"

#include "ui/theme/Theme.h"
#include "ui/theme/ThemeTokens.h"

#include <QPainter>

namespace textbank {

namespace {

QString initials(const QString& name)
{
    QString letters;
    const auto words = name.split(u' ', Qt::SkipEmptyParts);
    const auto take = [&letters](const QString& word) {
        for (qsizetype i = 0; i < word.size(); ++i) {
            if (!word.at(i).isLetter())
                continue;
            letters += word.at(i).toUpper();
            return;
        }
    };
    if (!words.isEmpty())
        take(words.front());
    if (words.size() > 1)
        take(words.back());
    return letters;
}

} // namespace

Avatar::Avatar(int diameter, QWidget* parent)
    : QWidget(parent)
    , m_diameter(diameter)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&Theme::current(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void Avatar::setDiameter(int diameter)
{
    m_diameter = diameter;
    updateGeometry();
}

void Avatar::setName(const QString& name)
{
    if (name == m_name)
        return;
    m_name = name;
    update();
}

QSize Avatar::sizeHint() const
{
    const int size = Theme::current().px(m_diameter);
    return {size, size};
}

void Avatar::paint(QPainter& painter, const QRect& rect, const QString& name)
{
    const Theme& theme = Theme::current();
    const ThemeColors& c = theme.colors();
    uint sum = 7;
    for (const QChar ch : name)
        sum = sum * 31 + ch.unicode();
    QColor fill = c.surfaceAlt;
    QColor ink = c.text;
    if (theme.resolved() != ThemeChoice::HighContrast) {
        // Twelve hues of equal weight; lightness keeps the initials readable on each.
        const int hue = static_cast<int>(sum % 12) * 30;
        fill = QColor::fromHslF(static_cast<float>(hue) / 360.0F, theme.isDark() ? 0.32F : 0.55F,
                                theme.isDark() ? 0.28F : 0.88F);
        ink = QColor::fromHslF(static_cast<float>(hue) / 360.0F, theme.isDark() ? 0.6F : 0.6F,
                               theme.isDark() ? 0.86F : 0.26F);
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.resolved() == ThemeChoice::HighContrast ? QPen(c.border, 2) : QPen(Qt::NoPen));
    painter.setBrush(fill);
    painter.drawEllipse(QRectF(rect).adjusted(1, 1, -1, -1));
    const QString letters = initials(name);
    if (letters.isEmpty()) {
        const int inner = static_cast<int>(rect.width() * 0.55);
        QRect box(0, 0, inner, inner);
        box.moveCenter(rect.center());
        theme.icon(QStringLiteral("person"), ink).paint(&painter, box);
    } else {
        QFont font = theme.font(TextRole::Heading);
        font.setPixelSize(std::max(8, static_cast<int>(rect.height() * (letters.size() > 1 ? 0.36 : 0.42))));
        painter.setFont(font);
        painter.setPen(ink);
        painter.drawText(rect, Qt::AlignCenter, letters);
    }
    painter.restore();
}

void Avatar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paint(painter, rect(), m_name);
}

} // namespace textbank
