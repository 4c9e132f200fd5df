#pragma once

#include "core/review/Approver.h"
#include "ui/Shift.h"
#include "ui/widgets/PressGuard.h"

#include <QWidget>
#include <memory>

namespace textbank {

/// The desk for first messages: one card in the middle, or why there is none and what to do. Holds Shift::review and
/// decides nothing.
class DeskView : public QWidget
{
    Q_OBJECT
public:
    explicit DeskView(Shift& shift, QWidget* parent = nullptr);
    ~DeskView() override;

    /// Takes the focus: the card, else the first button of the page that stands in its place.
    void activate();
    /// Puts this contact on the desk, sendable or not.
    void showContact(const ContactId& contact);
    /// Runs an action by its id ("desk.skip"); false when it is not one of this screen's or cannot be done now. Never
    /// sends.
    bool perform(const QString& actionId);
    /// The same for whom the person saw when asking for it: not done, which is said, when somebody else is there by
    /// now.
    bool performFor(const ContactId& whom, const QString& actionId);
    /// Time has passed: hours may have opened, clocks moved on.
    void refresh();
    /// Undo took back something of this contact: its card is on the desk with the text that was stopped, if any. False
    /// when it is not on the desk, for nothing can be sent to it now.
    bool takeBack(const ContactId& contact, const QString& text);

signals:
    /// Something was done, or failed: a sentence for the window's lower edge. `undoable` when the newest step of the
    /// undo history is just what it tells of.
    void announced(const QString& sentence, bool undoable = false);
    void campaignChosen(); ///< Shift::campaign is another one.
    void repliesRequested();
    void finishRequested();

private:
    void send(const Press& press);
    void showCurrent();
    void present();
    void showBlockedStrip();
    void changed(bool otherCard);
    void cardIsNew(PressGuard::Cause cause);
    void cutOffTyping(const ContactId& whom);
    void performOnWhomItWasMeantFor(const QString& actionId);
    void interrupted(const ContactId& contact, GateReason reason);
    /// False when it could not be done; that is said already.
    bool act(const QString& what, const std::function<Result<void>()>& action);
    /// The same for somebody whose card may have left the desk since.
    bool actFor(const ContactId& whom, const QString& what, const std::function<Result<void>()>& action);
    struct Words
    {
        QString title;
        QString hint;
        QString button;
        bool mayBeEmpty = false;
        QString action; ///< Whose button it stands beside.
    };
    /// Asks for a few words; what `record` cannot keep stays in the field.
    void ask(const Words& words, const QString& text, const std::function<bool(const QString&)>& record);
    void chooseTag();
    void chooseAnswer();
    void writeNote();
    void handToStaff();
    void showBlocked();
    const Campaign* campaignOf(const Card& card) const;
    Instant now() const;

    class Private;
    std::unique_ptr<Private> d;
};

} // namespace textbank
