#include "ui/help/HelpView.h"

#include "ui/settings/ActionMap.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/KeyCap.h"
#include "ui/widgets/KeyNames.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/Panel.h"
#include "ui/widgets/ScrollPane.h"

#include <QBoxLayout>
#include <QGridLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

namespace textbank {

using namespace Qt::StringLiterals;

HelpView::HelpView(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(u"helpView"_s);
    setAccessibleName(tr("Keys and help"));
    setFocusPolicy(Qt::StrongFocus);
    parent->installEventFilter(this);
    hide();
}

void HelpView::activate()
{
    build(); // Keys and sizes may be others than last time.
    setGeometry(parentWidget()->rect());
    show();
    raise();
    setFocus(Qt::OtherFocusReason);
}

void HelpView::dismiss()
{
    hide();
    emit closed();
}

void HelpView::build()
{
    delete m_panel;
    const Theme& theme = Theme::current();
    auto* panel = new Panel(Panel::Kind::Card, this);
    m_panel = panel;
    auto* outer = new QVBoxLayout(panel);
    const int pad = theme.space(Space::Xl);
    outer->setContentsMargins(pad, pad, pad / 2, pad);
    outer->setSpacing(theme.space(Space::M));
    auto* head = new QHBoxLayout;
    head->addWidget(new Label(tr("Keys and help"), TextRole::Title, Tone::Plain, panel), 1);
    auto* close = new Button(tr("Close"), Button::Kind::Quiet, panel);
    close->setKeyText(tr("Esc"));
    close->setObjectName(u"helpClose"_s);
    connect(close, &QPushButton::clicked, this, &HelpView::dismiss);
    head->addWidget(close);
    outer->addLayout(head);

    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, pad / 2, 0);
    column->setSpacing(theme.space(Space::L));
    const QString points[] = {
        tr("One press sends one text, to the person on the card, exactly as shown. Holding a key, pressing twice at "
           "once or clicking while the "
           "card changes sends nothing more."),
        tr("A text that has left and an opt-out cannot be taken back. Everything else can."),
        tr("Without a network you simply go on. What you approved waits, and leaves only inside the contact's texting "
           "hours."),
        tr("Somebody who asks to stop is never texted again. Textbank sees to it before the reply is on your screen."),
        m_absent.contains(u"desk.escalate"_s)
            ? tr("Not sure? Skip, and ask staff. Nothing is lost by that.")
            : tr("Not sure? Skip, or hand the conversation to staff. Nothing is lost by that."),
    };
    for (const QString& point : points) {
        auto* row = new QHBoxLayout;
        auto* dot = new QLabel(content);
        dot->setPixmap(theme.icon(u"check"_s, theme.colors().accent).pixmap(theme.px(18), theme.px(18)));
        row->addWidget(dot, 0, Qt::AlignTop);
        auto* label = new Label(point, TextRole::Body, Tone::Plain, content);
        label->setWordWrap(true);
        row->addWidget(label, 1);
        column->addLayout(row);
    }
    const bool wide = parentWidget()->width() >= theme.px(900);
    auto* columns = new QBoxLayout(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    columns->setSpacing(theme.space(Space::Xxl));
    const QList<QList<ActionScope>> together{
        {ActionScope::Desk, ActionScope::Editor}, {ActionScope::Inbox}, {ActionScope::Global}};
    for (const QList<ActionScope>& scopes : together) {
        auto* below = new QVBoxLayout;
        below->setSpacing(theme.space(Space::Xl));
        for (const ActionScope scope : scopes)
            below->addWidget(keyColumn(static_cast<int>(scope)));
        below->addStretch(1);
        columns->addLayout(below, 1);
    }
    column->addLayout(columns);
    if (!ActionMap::current().singleLetters())
        column->addWidget(
            new Label(tr("Single letters are switched off in the settings."), TextRole::Small, Tone::Muted, content));
    column->addStretch(1);
    auto* pane = new ScrollPane(panel);
    pane->setContent(content);
    pane->setObjectName(u"helpScroll"_s);
    outer->addWidget(pane, 1);
    panel->show();
    resizeEvent(nullptr);
}

QWidget* HelpView::keyColumn(int scopeNumber)
{
    const auto scope = static_cast<ActionScope>(scopeNumber);
    const Theme& theme = Theme::current();
    ActionMap& map = ActionMap::current();
    auto* widget = new QWidget;
    auto* grid = new QGridLayout(widget);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(theme.space(Space::S));
    const QString title = scope == ActionScope::Desk     ? tr("First messages")
                          : scope == ActionScope::Inbox  ? tr("Replies")
                          : scope == ActionScope::Editor ? tr("Saved replies")
                                                         : tr("Everywhere");
    grid->addWidget(new Label(title, TextRole::Heading, Tone::Plain, widget), 0, 0, 1, 2);
    int row = 1;
    const auto add = [&](const QString& name, const QStringList& keys) {
        auto* label = new Label(name, TextRole::Body, Tone::Plain, widget);
        label->setWordWrap(true);
        grid->addWidget(label, row, 0);
        auto* caps = new QHBoxLayout;
        caps->setSpacing(4);
        caps->addStretch(1);
        for (const QString& key : keys)
            caps->addWidget(new KeyCap(key, widget));
        grid->addLayout(caps, row, 1);
        ++row;
    };
    for (const ActionMap::Action& action : map.actions()) {
        if (action.scope != scope || m_absent.contains(action.id))
            continue;
        QStringList keys;
        for (const QKeySequence& key : map.keys(action.id)) {
            if (!map.singleLetters() && ActionMap::isSingleLetter(key))
                continue;
            keys.append(keyName(key));
        }
        if (!keys.isEmpty())
            add(ActionMap::title(action.id), keys);
    }
    if (scope == ActionScope::Inbox)
        add(tr("Take suggestion 1 to 9"), {keyName(ActionMap::suggestionKey(1)), tr("… 9")});
    grid->setColumnStretch(0, 1);
    grid->setRowStretch(row, 1);
    return widget;
}

void HelpView::resizeEvent(QResizeEvent*)
{
    if (!m_panel)
        return;
    const Theme& theme = Theme::current();
    const int margin = theme.space(Space::Xl);
    const QSize size(std::min(theme.px(1080), width() - 2 * margin), std::min(theme.px(760), height() - 2 * margin));
    m_panel->setGeometry(QRect(QPoint((width() - size.width()) / 2, (height() - size.height()) / 2), size));
}

void HelpView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), QColor(0, 0, 0, Theme::current().isDark() ? 170 : 90));
}

void HelpView::keyPressEvent(QKeyEvent* event)
{
    auto* pane = findChild<QScrollArea*>(u"helpScroll"_s);
    QScrollBar* bar = pane ? pane->verticalScrollBar() : nullptr;
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else if (bar && (event->key() == Qt::Key_Down || event->key() == Qt::Key_Up))
        bar->setValue(bar->value() + (event->key() == Qt::Key_Down ? 1 : -1) * Theme::current().px(48));
    else if (bar && (event->key() == Qt::Key_PageDown || event->key() == Qt::Key_PageUp))
        bar->setValue(bar->value() + (event->key() == Qt::Key_PageDown ? 1 : -1) * bar->pageStep());
    event->accept();
}

void HelpView::mousePressEvent(QMouseEvent*) { dismiss(); }

bool HelpView::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(watched, event);
}

} // namespace textbank
