#pragma once

#include "ui/theme/Theme.h"

#include <QList>
#include <QRectF>
#include <QTextLayout>

namespace textbank {

/// Lays out and paints one message bubble, for the desk's card and for a thread's delegate alike.
class BubblePainter
{
public:
    enum class Side { Incoming, Outgoing };
    /// Places in the text to underline: what forces UCS-2, what a check found.
    struct Mark
    {
        int position = 0;
        int length = 1;
        friend bool operator==(const Mark&, const Mark&) = default;
    };

    /// Breaks `text` into lines so that the bubble is at most `maxWidth` wide, padding included.
    void layout(const QString& text, const QFont& font, int maxWidth, const QList<Mark>& marks = {});
    QSize size() const { return m_size; } ///< With padding.
    void paint(QPainter& painter, const QPoint& topLeft, Side side, const Theme& theme) const;
    static int padding(const Theme& theme);

private:
    QTextLayout m_layout;
    QSize m_size;
    int m_pad = 0;
};

} // namespace textbank
