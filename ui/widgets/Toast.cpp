#include "ui/widgets/Toast.h"

#include "ui/theme/Theme.h"
#include "ui/theme/ThemeTokens.h"
#include "ui/widgets/KeyCap.h"

#include <QAccessible>
#include <QPainter>

namespace textbank {

namespace {

constexpr int kShownMs = 6000;

} // namespace

Toast::Toast(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("toast"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    m_timer.setSingleShot(true);
    m_timer.setInterval(kShownMs);
    connect(&m_timer, &QTimer::timeout, this, &Toast::hush);
    hide();
}

void Toast::say(const QString& sentence, const QString& key, const QString& keyMeaning)
{
    m_counting = false;
    put(sentence, key, keyMeaning);
    setAccessibleName(sentence);
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
    m_timer.start();
}

void Toast::count(const QString& sentence, const QString& key, const QString& keyMeaning)
{
    m_timer.stop();
    m_counting = true;
    put(sentence, key, keyMeaning);
}

void Toast::hush()
{
    m_counting = false;
    m_timer.stop();
    hide();
}

void Toast::put(const QString& sentence, const QString& key, const QString& keyMeaning)
{
    m_sentence = sentence;
    m_key = key;
    m_meaning = keyMeaning;
    place();
    show();
    raise();
    update();
}

void Toast::place()
{
    const Theme& theme = Theme::current();
    const QFontMetrics metrics(theme.font(TextRole::Body));
    const int pad = theme.px(16);
    int extra = 0;
    if (!m_key.isEmpty())
        extra = theme.px(18) + metrics.horizontalAdvance(m_meaning) + theme.px(8) + KeyCap::sizeOf(m_key).width();
    const int room = parentWidget()->width() - 2 * theme.px(24);
    const int words = std::min(metrics.horizontalAdvance(m_sentence) + 2, room - 2 * pad - extra);
    const QRect lines = metrics.boundingRect(QRect(0, 0, std::max(60, words), 4000), Qt::TextWordWrap, m_sentence);
    resize(std::max(60, words) + 2 * pad + extra, lines.height() + theme.px(20));
    // Large text fills the window: then over the strip above, which matters less for a moment than what is being worked
    // on.
    const bool large = theme.textScale() > 1.3;
    move((parentWidget()->width() - width()) / 2,
         large ? theme.px(4) : parentWidget()->height() - height() - theme.px(14));
}

void Toast::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    const ThemeColors& c = theme.colors();
    // The other way round than everything else, so that it is seen.
    const QColor fill = theme.resolved() == ThemeChoice::HighContrast ? c.surface
                        : theme.isDark()                              ? blended(c.text, c.surface, 0.06)
                                                                      : blended(c.text, c.surface, 0.06);
    const QColor ink = theme.resolved() == ThemeChoice::HighContrast ? c.text : c.surface;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.borderWidth() > 1 ? QPen(c.border, 2) : QPen(Qt::NoPen));
    painter.setBrush(fill);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), theme.radius(Radius::Card),
                            theme.radius(Radius::Card));
    const QFont font = theme.font(TextRole::Body);
    painter.setFont(font);
    painter.setPen(ink);
    const QFontMetrics metrics(font);
    const int pad = theme.px(16);
    int right = width() - pad;
    if (!m_key.isEmpty()) {
        const QSize cap = KeyCap::sizeOf(m_key);
        KeyCap::paint(painter, QRect(QPoint(right - cap.width(), (height() - cap.height()) / 2), cap), m_key, ink);
        right -= cap.width() + theme.px(8);
        const int meaning = metrics.horizontalAdvance(m_meaning);
        QFont bold = font;
        bold.setWeight(QFont::DemiBold);
        painter.setPen(ink);
        painter.drawText(QRect(right - meaning, 0, meaning + 2, height()), Qt::AlignVCenter, m_meaning);
        right -= meaning + theme.px(16);
    }
    painter.drawText(QRect(pad, 0, right - pad + 2, height()), Qt::AlignVCenter | Qt::TextWordWrap, m_sentence);
}

} // namespace textbank
