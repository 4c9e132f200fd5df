#pragma once

#include "ui/widgets/TextEditor.h"

namespace textbank {

/// Where a reply is written; one line to eight. Enter makes a new line; what sends is the screen's business.
class Composer : public TextEditor
{
    Q_OBJECT
public:
    explicit Composer(QWidget* parent = nullptr);
    /// Shows a text that did not come from typing; the cursor goes to its end. In answer to typed() it is what was
    /// typed, written otherwise: the cursor stays.
    void showText(const QString& text);
    /// The same of another conversation: nothing of the one before can be brought back by undo.
    void showAnother(const QString& text);

signals:
    void escaped(); ///< Esc: back to the list.
    void typed(const QString& text);
    void suggestionKey(int index); ///< A digit in the empty composer; 0-based.

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void insertFromMimeData(const QMimeData* source) override;

private:
    bool m_telling = false; ///< typed() is being told.
};

} // namespace textbank
