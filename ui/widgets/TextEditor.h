#pragma once

#include <QPlainTextEdit>

namespace textbank {

/// A field for a text message: Tab leaves it, it grows with its text up to a limit, plain text only.
class TextEditor : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit TextEditor(QWidget* parent = nullptr);
    void setLines(int least, int most);
    /// An input method shows letters here that are not part of the text yet.
    bool isComposing() const;
    /// The same text written otherwise, while it is being typed: the cursor stays where it was in it, and one undo
    /// takes this back together with what was typed.
    void rewrite(const QString& text);
    /// At the cursor, in the place of what is selected; a step of its own for undo.
    void insertAsOneStep(const QString& text);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void insertFromMimeData(const QMimeData* source) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    int heightFor(double lines) const;
    int m_least = 2;
    int m_most = 8;
};

} // namespace textbank
