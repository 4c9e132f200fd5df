#include "ui/widgets/Label.h"

#include <QEvent>
#include <algorithm>

namespace textbank {

Label::Label(TextRole role, Tone tone, QWidget* parent)
    : Label(QString(), role, tone, parent)
{
}

Label::Label(const QString& text, TextRole role, Tone tone, QWidget* parent)
    : QLabel(text, parent)
    , m_role(role)
    , m_tone(tone)
{
    setTextFormat(Qt::PlainText);
    connect(&Theme::current(), &Theme::changed, this, &Label::restyle);
    restyle();
}

void Label::setTone(Tone tone)
{
    if (tone == m_tone)
        return;
    m_tone = tone;
    restyle();
}

void Label::setRole(TextRole role)
{
    if (role == m_role)
        return;
    m_role = role;
    restyle();
}

int Label::heightForWidth(int width) const
{
    if (!hasHeightForWidth())
        return QLabel::heightForWidth(width);
    if (m_measured != text()) {
        m_measured = text();
        m_heights.forget();
    }
    return m_heights.at(width, [this](int w) { return QLabel::heightForWidth(w); });
}

bool Label::event(QEvent* event)
{
    switch (event->type()) {
    case QEvent::Polish:
    case QEvent::FontChange:
    case QEvent::StyleChange:
    case QEvent::ContentsRectChange:
    case QEvent::ScreenChangeInternal:
        m_heights.forget(); // The same text takes another room.
        break;
    default:
        break;
    }
    return QLabel::event(event);
}

void Label::restyle()
{
    const Theme& theme = Theme::current();
    setFont(theme.font(m_role));
    // A J reaches out to the left of where it is put.
    const QFontMetrics metrics(font());
    setIndent(std::max({0, -metrics.leftBearing(u'J'), -metrics.leftBearing(u'j')}));
    m_heights.forget();
    QPalette colors = palette();
    const QColor color = textColor(m_tone, theme.colors());
    colors.setColor(QPalette::WindowText, color);
    colors.setColor(QPalette::Link, theme.colors().accent);
    setPalette(colors);
}

} // namespace textbank
