#include "ui/widgets/ChoicePopover.h"

#include "ui/widgets/Button.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/ScrollPane.h"

#include <QKeyEvent>
#include <QVBoxLayout>

namespace textbank {

using namespace Qt::StringLiterals;

ChoicePopover::ChoicePopover(const QString& title, const QList<Choice>& choices, QWidget* anchor)
    : Popover(title, anchor)
{
    auto* list = new QWidget;
    auto* column = new QVBoxLayout(list);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    QString heading;
    for (qsizetype i = 0; i < choices.size(); ++i) {
        const Choice& choice = choices.at(i);
        if (choice.heading != heading) {
            heading = choice.heading;
            auto* label = new Label(heading, TextRole::Small, Tone::Muted, list);
            label->setWordWrap(true);
            label->setContentsMargins(4, i ? 8 : 2, 4, 2);
            column->addWidget(label);
        }
        auto* button = new Button(choice.title, Button::Kind::Quiet, list);
        button->setProperty("alignLeft", true);
        button->setObjectName(u"choice%1"_s.arg(i + 1));
        button->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        button->setToolTip(choice.title);
        if (choice.current) {
            button->setIconName(u"check"_s);
            button->setAccessibleName(tr("%1, chosen").arg(choice.title));
        }
        if (i < 9)
            button->setKeyText(QString::number(i + 1));
        const int index = static_cast<int>(i);
        connect(button, &QPushButton::clicked, this, [this, index] { choose(index); });
        column->addWidget(button);
        m_buttons.append(button);
    }
    if (choices.size() > 9) {
        auto* pane = new ScrollPane(this);
        pane->setContent(list);
        pane->setMinimumHeight(Theme::current().px(320));
        body()->addWidget(pane);
    } else {
        body()->addWidget(list);
    }
    if (!m_buttons.isEmpty())
        m_first = m_buttons.front();
}

void ChoicePopover::choose(int index)
{
    if (index < 0 || index >= m_buttons.size())
        return;
    dismiss();
    emit chosen(index);
}

void ChoicePopover::keyPressEvent(QKeyEvent* event)
{
    const int key = event->key();
    if (key >= Qt::Key_1 && key <= Qt::Key_9 && !(event->modifiers() & ~Qt::KeypadModifier) && !event->isAutoRepeat()) {
        choose(key - Qt::Key_1);
        event->accept();
        return;
    }
    if (key == Qt::Key_Down || key == Qt::Key_Up) {
        focusNextPrevChild(key == Qt::Key_Down);
        event->accept();
        return;
    }
    Popover::keyPressEvent(event);
}

} // namespace textbank
