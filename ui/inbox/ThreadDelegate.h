#pragma once

#include <QCache>
#include <QStyledItemDelegate>
#include <QTextDocument>

namespace textbank {

/// Paints the rows of a thread as a phone does: days, bubbles, notes. Texts are laid out once for a width and kept.
class ThreadDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit ThreadDelegate(QObject* parent = nullptr);

    /// Where the parts of a row are, in the view's coordinates of `rect`.
    struct Parts
    {
        QRectF bubble;
        QRectF text;
        QRectF more;   ///< "Show all"; empty when nothing is left out.
        QRectF shield; ///< The icon beside a covered text; else empty.
        QRectF toggle; ///< "Show" or "Hide" and its key; empty where there is nothing to cover.
        QRectF media;  ///< The chip that stands for pictures; empty without.
        QRectF foot;
    };
    /// Selected characters of one row, in UTF-16 units of the shown text.
    struct Selection
    {
        QString key;
        int anchor = 0;
        int position = 0;
        bool isEmpty() const { return key.isEmpty() || anchor == position; }
    };

    Parts parts(const QRect& rect, const QModelIndex& index) const;
    static QString toggleWords(const QModelIndex& index); ///< "Show" of a covered row, else "Hide".
    /// The character under a point, or -1.
    int characterAt(const QRect& rect, const QModelIndex& index, const QPointF& point) const;
    const Selection& selection() const { return m_selection; }
    void setSelection(const Selection& selection) { m_selection = selection; }
    void forget(); ///< Sizes or fonts are others.

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    QTextDocument* document(const QModelIndex& index, int width) const;
    void paintDay(QPainter* painter, const QRect& rect, const QModelIndex& index) const;
    void paintToggle(QPainter* painter, const QRectF& rect, const QModelIndex& index, const QColor& ink) const;

    mutable QCache<QString, QTextDocument> m_documents;
    Selection m_selection;
};

} // namespace textbank
