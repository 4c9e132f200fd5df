#pragma once

#include <QPlainTextEdit>

namespace textbank {

/// Where a reply is written. Grows with its text from one line to eight. Enter makes a new line; what sends is the
/// screen's business.
class Composer : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit Composer(QWidget* parent = nullptr);
    /// Shows a text that did not come from typing; the cursor goes to its end.
    void showText(const QString& text);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void escaped(); ///< Esc: back to the list.
    void typed(const QString& text);
    void suggestionKey(int index); ///< A digit in the empty composer; 0-based.

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void insertFromMimeData(const QMimeData* source) override;

private:
    int heightFor(int lines) const;
    void grow();
};

} // namespace textbank
