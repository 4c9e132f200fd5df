#pragma once

#include "core/compose/MessageChecks.h"
#include "core/compose/Segments.h"
#include "core/compose/Suggestions.h"
#include "core/reading/ReplyClassifier.h"
#include "core/reading/ReplyShield.h"
#include "core/review/Approver.h"
#include "core/review/ChoiceBook.h"
#include "core/review/UndoHistory.h"

#include <QObject>
#include <memory>

namespace textbank {

/// The desk for replies without a window.
class InboxSession : public QObject
{
    Q_OBJECT
public:
    /// `reader` reads replies, to put what answers them first; without a shield every preview counts as mild. Both may
    /// be null and outlive this.
    InboxSession(Store& store, Approver& approver, UndoHistory& undo, const Clock& clock, Random& random,
                 QString volunteerName, const ReplyClassifier* reader = nullptr, const ReplyShield* shield = nullptr);
    ~InboxSession() override;

    enum class Filter { Waiting, All, SetAside, Escalated, Closed, OptedOut };
    void setFilter(Filter filter);
    Filter filter() const;
    struct Line
    {
        ContactId contact;
        QString preview; ///< Last message, first 120 characters, one line.
        bool lastIsOurs = false;
        Instant at{};                          ///< Last message.
        Harshness harshness = Harshness::Mild; ///< Of the whole of the last message; ours are mild.
        int media = 0;                         ///< Pictures and the like that came with it.
    };
    /// The conversations of the filter, waiting first, oldest at the top.
    const QList<Line>& lines() const;

    /// Opens a conversation; empty closes the thread pane.
    void open(const ContactId& contact);
    ContactId current() const;
    const ContactRecord* record() const;
    const QList<Message>& thread() const; ///< Oldest first.
    const QList<Note>& notes() const;
    const QList<Suggestion>& suggestions() const;
    /// How what they wrote since our last text reads; null when they wrote nothing, or nobody reads.
    const ReplyMeaning* meaning() const;
    /// The reader has no model: what is not certain by its words is not known.
    bool readsByRulesAlone() const;
    /// The words of theirs since our last text that may ask to stop, as they wrote them; empty when there are none.
    QString stopWords() const;
    /// What was sent in answer to which replies, in the open conversation's campaign.
    ChoiceCounts choiceCounts() const;
    /// Of the suggestions chosen here how many stood among the first three.
    ChoiceBook::Places choicePlaces(const CampaignId& campaign) const;
    const InteractionStep* step() const; ///< The open question, or null.
    GateVerdict verdict() const;         ///< May a reply go to this contact now?
    void nextConversation();             ///< The next waiting one, or none.
    void previousConversation();

    /// The composer's text, always cleaned as the campaign's texts leave; kept per contact, also over a restart (saved
    /// when the conversation changes and after a second).
    QString draft() const;
    void setDraft(const QString& text);
    void flushDraft(); ///< Saves at once.
    SegmentCount segments() const;
    QList<CheckFinding> findings() const;

    /// Fills the composer from suggestion `index` (0-based) and records its answer and tags, after taking back what the
    /// one chosen before recorded. The suggestions stay as they are numbered until that text is gone. Sends nothing.
    /// One that hands the conversation off is no text: escalate() does that.
    Result<void> choose(int index);
    /// Sends the composer's text, which must be `shownText`. The conversation moves on to the next waiting one.
    Result<CommandId> approve(const Press& press, const ContactId& shownContact, const QString& shownText);
    Result<void> setAside(bool aside);
    Result<void> wrongNumber();
    Result<void> optOut();
    Result<void> notAnOptOut(); ///< "Asked to stop?" answered with no.
    Result<void> escalate(const QString& reason);
    Result<void> close();
    Result<void> reopen();
    /// The same for whom the person saw: Conflict, and nothing is done, when that is not whose conversation is open.
    Result<void> setAside(const ContactId& shown, bool aside);
    Result<void> wrongNumber(const ContactId& shown);
    Result<void> optOut(const ContactId& shown);
    Result<void> notAnOptOut(const ContactId& shown);
    Result<void> escalate(const ContactId& shown, const QString& reason);
    Result<void> close(const ContactId& shown);
    Result<void> reopen(const ContactId& shown);
    Result<void> setTag(const QString& tag, bool on);
    Result<void> setAnswer(const StepId& step, const QString& value);
    Result<void> addNote(const QString& text);
    void refresh(); ///< Time has passed.

signals:
    void linesChanged();
    void conversationChanged(); ///< Another one, or none.
    void threadChanged();       ///< A message came or changed its state; scroll position is kept.
    void recordChanged();       ///< Answers, tags, flags, verdict.
    void draftChanged(); ///< Replaced from here (a suggestion, an undo), or another one than was typed (cleaned).

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace textbank
