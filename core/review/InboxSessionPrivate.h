#pragma once

#include "core/review/ContactActions.h"
#include "core/review/ConversationList.h"
#include "core/review/InboxSession.h"
#include "core/review/SuggestionRanking.h"

#include <QHash>
#include <QScopedValueRollback>
#include <QTimer>

namespace textbank {

/// What InboxSession keeps: the list, the open conversation and its text in progress.
class InboxSession::Private
{
public:
    Private(InboxSession& session, Store& theStore, Approver& theApprover, UndoHistory& theUndo, const Clock& theClock,
            Random& random, QString name, const ReplyClassifier* reader, const ReplyShield* shield);

    const ContactRecord* record() const { return current.isEmpty() ? nullptr : store.contact(current); }
    const Campaign* campaign() const;
    void loadConversation();
    void loadFacts();
    void readReplies();
    /// What the choice book is told when a text of this source is sent; nothing when it answers no reply.
    std::optional<ChoiceBook::Choice> answered(const Suggestion* source) const;
    /// This one is in the composer, as it was put there.
    bool isChosen(const Suggestion& suggestion) const;
    /// Undoes what the suggestion in the composer recorded, where nothing came in between; words of one's own stay.
    void takeBackChoice();
    /// As a text to the open conversation leaves.
    QString clean(const QString& written) const;
    void loadDraft();
    void saveDraft();
    void replaceDraft(const QString& written);
    /// The text was approved; that commit took the draft along.
    void forgetDraft();
    void show(const ContactId& contact);
    void step(int by);

    void onChanged(const StoreChange& change);
    void onUndone(const UndoHistory::Step& step);
    void tellChanges();
    void fillPreviews();

    /// What the person does about the open conversation; the store's signals are told of once, afterwards.
    template<class Action>
    Result<void> act(Action action)
    {
        if (!record())
            return fail(ErrorCode::Conflict, QStringLiteral("no conversation"));
        Result<void> done;
        {
            const QScopedValueRollback own(acting, true);
            done = action(ContactId(current));
        }
        tellChanges();
        return done;
    }
    /// The same, and on to the next waiting conversation where there is one.
    template<class Action>
    Result<void> actAndMoveOn(Action action)
    {
        const ContactId next = list.waitingAfter(position(), current);
        Result<void> done = act(std::move(action));
        if (done && !next.isEmpty())
            show(next);
        return done;
    }
    /// Of the open conversation in the list, or where it was before it left the list.
    int position() const;

    InboxSession& q;
    Store& store;
    Approver& approver;
    UndoHistory& undo;
    ContactActions actions;
    QString volunteerName;
    ConversationList list;
    QTimer saveTimer;
    QTimer previewTimer;

    ContactId current;
    int lastPosition = -1;
    QList<Message> thread;
    QList<Note> notes;
    QList<Suggestion> suggestions;
    const ReplyClassifier* reader;
    std::optional<SuggestionRanking> ranking;
    ChoiceBook choices;
    QString reply; ///< What they wrote since our last text.
    std::optional<ReplyMeaning> meaning;
    QString stopWords;
    GateVerdict verdict;
    QString text;
    bool draftSaved = false; ///< The store may hold a draft of this contact.
    bool draftDirty = false;
    QHash<ContactId, QString> unsaved; ///< Texts that the disk refused when their conversation was left.
    /// What was last chosen for this conversation, to know what the text is of and what undo brings back.
    struct Choice
    {
        Suggestion suggestion;
        QString before;
        int group = 0;
        int place = -1; ///< Where it stood among the suggestions, from 0.
    };
    std::optional<Choice> choice;
    bool choosing = false;
    bool acting = false;
    bool linesTouched = false;
    bool contactTouched = false;
    bool factsTouched = false;
};

} // namespace textbank
