#pragma once

#include "ui/Shift.h"
#include "ui/widgets/Panel.h"

#include <QMap>

class QListView;
class QStackedWidget;
class QToolButton;

namespace textbank {

class ConversationDelegate;
class ConversationModel;
class EmptyState;
class Pill;

/// The left side of the inbox: filters and the list of conversations. Follows InboxSession; choosing a row opens it.
class ConversationPane : public Panel
{
    Q_OBJECT
public:
    explicit ConversationPane(Shift& shift, QWidget* parent = nullptr);
    void focusList();
    /// Initials only, where the window is too narrow for three panes.
    void setCompact(bool compact);
    void timePassed();
    /// The next or previous row of the list, whatever its stage; false at the end.
    bool step(int rows);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void sync();
    void showCurrent();
    void applySizes();

    Shift& m_shift;
    ConversationModel* m_model;
    ConversationDelegate* m_delegate;
    QListView* m_list;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    QWidget* m_head;
    QWidget* m_pills;
    QToolButton* m_menu; ///< In place of the pills where the window is narrow.
    QMap<InboxSession::Filter, Pill*> m_filters;
    bool m_compact = false;
    bool m_syncing = false;
};

} // namespace textbank
