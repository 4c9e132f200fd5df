#pragma once

#include "ui/Shift.h"

#include <QWidget>
#include <memory>

namespace textbank {

/// The desk for replies: conversations on the left, the thread and the composer in the middle, suggestions and
/// answers on the right. Holds Shift::inbox and decides nothing.
class InboxView : public QWidget
{
    Q_OBJECT
public:
    explicit InboxView(Shift& shift, QWidget* parent = nullptr);
    ~InboxView() override;

    /// Takes the focus, opens the oldest waiting conversation where none is open.
    void activate();
    /// Shows this conversation, whatever filter is on.
    void openConversation(const ContactId& contact);
    /// Runs an action by its id ("inbox.close", "inbox.suggestion.1"); false when it is not one of this screen's or
    /// cannot be done now.
    bool perform(const QString& actionId);
    /// The same for whom the person saw when asking for it: not done, which is said, when another conversation is open
    /// by now.
    bool performFor(const ContactId& whom, const QString& actionId);

signals:
    /// Something was done that Ctrl+Z takes back, or failed: a sentence for the window's status line.
    void announced(const QString& sentence);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace textbank
