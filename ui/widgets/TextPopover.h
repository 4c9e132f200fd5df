#pragma once

#include "ui/widgets/Popover.h"

namespace textbank {

class Button;
class TextEditor;

/// A few words: a note, a reason. Enter saves, Shift+Enter is a new line, Esc leaves it. Never texts anybody.
class TextPopover : public Popover
{
    Q_OBJECT
public:
    enum class Need { Text, MayBeEmpty };
    TextPopover(const QString& title, const QString& hint, const QString& button, Need need, QWidget* anchor);
    /// What was written before and could not be recorded.
    void setText(const QString& text);

signals:
    void accepted(const QString& text); ///< Trimmed. Then it closes.

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void accept();
    TextEditor* m_editor;
    Button* m_save;
    Need m_need;
};

} // namespace textbank
