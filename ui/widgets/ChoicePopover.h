#pragma once

#include "ui/widgets/Popover.h"

#include <QList>

namespace textbank {

class Button;

/// One of a few: by number, arrows and Enter, or a click. The first nine have numbers.
class ChoicePopover : public Popover
{
    Q_OBJECT
public:
    struct Choice
    {
        QString title;
        QString heading;      ///< Shown above this choice when it differs from the one before; may be empty.
        bool current = false; ///< It holds already: marked, and choosing it takes it back where that is possible.
    };
    ChoicePopover(const QString& title, const QList<Choice>& choices, QWidget* anchor);

signals:
    void chosen(int index); ///< Then it closes.

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void choose(int index);
    QList<Button*> m_buttons;
};

} // namespace textbank
