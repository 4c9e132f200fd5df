#include "tests/core/review/DeskFixture.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace textbank;
using Filter = InboxSession::Filter;

class tst_InboxSession : public QObject
{
    Q_OBJECT
private slots:
    void waitingOnesAreListedOldestFirst();
    void filtersShowTheirOwn();
    void previewsAreTheLastMessageOnOneLine();
    void openingShowsThreadAndSuggestions();
    void choosingFillsTheComposerAndRecordsButSendsNothing();
    void undoOfAChoiceBringsTheComposerBack();
    void undoAfterAReplyIsAboutTheReply();
    void aChosenTextIsSentAsTheScripts();
    void aChangedSuggestionIsEdited();
    void freeTextHasNoStep();
    void aSuggestionsWordsAreNoEditAfterARestart();
    void approvingMovesOnToTheNextWaiting();
    void anotherTextOrContactIsConflict();
    void anEmptyComposerSendsNothing();
    void aNewReplyKeepsTheDraft();
    void anOptOutReplyBlocksTheComposerAndKeepsTheDraft();
    void aMaybeOptOutWaitsForAnAnswer();
    void draftsAreKeptPerContactAndOverARestart();
    void aDraftIsSavedByItself();
    void closingMovesOnAndUndoComesBack();
    void setAsideGoesBehind();
    void optOutWrongNumberAndEscalateTextNobody();
    void aFailedCommitKeepsTheText();
    void stepsThroughTheList();
    void linesMatchTheStoresWaiting();

private:
    static void conversations(DeskFixture& f, int count)
    {
        f.sendFirst(count);
        for (int i = 0; i < count; ++i)
            QVERIFY(f.reply(i, u"Reply %1"_s.arg(i)));
    }
    static QList<ContactId> listed(const DeskFixture& f)
    {
        QList<ContactId> contacts;
        for (const auto& line : f.inbox->lines())
            contacts.append(line.contact);
        return contacts;
    }
};

void tst_InboxSession::waitingOnesAreListedOldestFirst()
{
    DeskFixture f(5);
    f.sendFirst(4);
    QSignalSpy changed(&*f.inbox, &InboxSession::linesChanged);
    QVERIFY(f.reply(2, u"Yes"_s));
    QVERIFY(f.reply(0, u"No"_s));
    QVERIFY(f.reply(2, u"And my sister too"_s)); // Still waits since its first.
    QCOMPARE(changed.count(), 3);
    QCOMPARE(listed(f), (QList{f.id(2), f.id(0)}));
    QCOMPARE(f.inbox->lines().front().preview, u"And my sister too"_s);
    QCOMPARE(f.store().figures().waiting, 2);
}

void tst_InboxSession::filtersShowTheirOwn()
{
    DeskFixture f(6);
    conversations(f, 5);
    f.inbox->open(f.id(0));
    QVERIFY(f.inbox->close());
    f.inbox->open(f.id(1));
    QVERIFY(f.inbox->escalate(u"angry"_s));
    f.inbox->open(f.id(2));
    QVERIFY(f.inbox->optOut());
    f.inbox->open(f.id(3));
    QVERIFY(f.inbox->setAside(true));
    QCOMPARE(listed(f), (QList{f.id(4), f.id(3)}));
    f.inbox->setFilter(Filter::Closed);
    QVERIFY(listed(f).contains(f.id(0)));
    f.inbox->setFilter(Filter::Escalated);
    QCOMPARE(listed(f), QList{f.id(1)});
    f.inbox->setFilter(Filter::OptedOut);
    QCOMPARE(listed(f), QList{f.id(2)});
    f.inbox->setFilter(Filter::SetAside);
    QCOMPARE(listed(f), QList{f.id(3)});
    f.inbox->setFilter(Filter::All);
    QCOMPARE(f.inbox->lines().size(), 5);
    QCOMPARE(listed(f).first(2), (QList{f.id(4), f.id(3)})); // Waiting first.
}

void tst_InboxSession::previewsAreTheLastMessageOnOneLine()
{
    DeskFixture f(2);
    f.sendFirst(1);
    QVERIFY(f.reply(0, u"One\n\ntwo  "_s + QString(10'000, u'x')));
    const auto& line = f.inbox->lines().front();
    QCOMPARE(line.preview.size(), 120);
    QVERIFY(line.preview.startsWith(u"One two xxx"_s));
    QVERIFY(!line.lastIsOurs);
    f.inbox->open(f.id(0));
    f.inbox->setDraft(u"Thank you!"_s);
    QVERIFY(f.sendDraft());
    f.inbox->setFilter(Filter::All);
    QCOMPARE(f.inbox->lines().front().preview, u"Thank you!"_s);
    QVERIFY(f.inbox->lines().front().lastIsOurs);
}

void tst_InboxSession::openingShowsThreadAndSuggestions()
{
    DeskFixture f(3);
    conversations(f, 1);
    QSignalSpy opened(&*f.inbox, &InboxSession::conversationChanged);
    f.inbox->open(f.id(0));
    QCOMPARE(opened.count(), 1);
    QCOMPARE(f.inbox->thread().size(), 2);
    QVERIFY(f.inbox->thread().back().direction == Direction::Incoming);
    QCOMPARE(f.inbox->suggestions().size(), 4);
    QCOMPARE(f.inbox->step()->id.value, u"step-1"_s);
    QVERIFY(f.inbox->verdict().allowed());
    f.inbox->open({});
    QVERIFY(f.inbox->current().isEmpty() && !f.inbox->record() && f.inbox->thread().isEmpty());
}

void tst_InboxSession::choosingFillsTheComposerAndRecordsButSendsNothing()
{
    DeskFixture f(3);
    conversations(f, 1);
    f.inbox->open(f.id(0));
    const int sends = f.store().outboxCounts().sendsOpen;
    QSignalSpy drafted(&*f.inbox, &InboxSession::draftChanged);
    QVERIFY(f.inbox->choose(3)); // "Wants to help": an answer and a tag.
    QCOMPARE(f.inbox->draft(), u"Great, we will call you!"_s);
    QCOMPARE(drafted.count(), 1);
    QCOMPARE(f.inbox->record()->answers.value({u"step-1"_s}), u"Yes"_s);
    QCOMPARE(f.inbox->record()->tags, QStringList{u"volunteer"_s});
    QCOMPARE(f.store().outboxCounts().sendsOpen, sends);
    const auto none = f.inbox->choose(99);
    QVERIFY(!none && none.error().code == ErrorCode::Invalid);
}

void tst_InboxSession::undoOfAChoiceBringsTheComposerBack()
{
    DeskFixture f(3);
    conversations(f, 1);
    f.inbox->open(f.id(0));
    f.inbox->setDraft(u"Well,"_s);
    QVERIFY(f.inbox->choose(3));
    QVERIFY(f.undo->undo());
    QCOMPARE(f.inbox->draft(), u"Well,"_s);
    QVERIFY(f.inbox->record()->answers.isEmpty() && f.inbox->record()->tags.isEmpty());
    // The choice went as one; what is left are the first messages.
    QVERIFY(!f.undo->newest() || f.undo->newest()->kind == UndoHistory::Kind::HeldText);
}

void tst_InboxSession::undoAfterAReplyIsAboutTheReply()
{
    DeskFixture f(3);
    conversations(f, 1);
    f.inbox->open(f.id(0));
    QVERIFY(f.inbox->choose(3));
    const auto sent = f.sendDraft();
    QVERIFY(sent);
    QVERIFY(f.store().claim({*sent})); // It leaves.
    const auto refused = f.undo->undo();
    QVERIFY(!refused && refused.error().code == ErrorCode::Conflict);
    QVERIFY(!f.store().contact(f.id(0))->answers.isEmpty());
    QVERIFY(f.undo->undo()); // A press of its own.
    QVERIFY(f.store().contact(f.id(0))->answers.isEmpty());
}

void tst_InboxSession::aChosenTextIsSentAsTheScripts()
{
    DeskFixture f(3);
    conversations(f, 1);
    f.inbox->open(f.id(0));
    QVERIFY(f.inbox->choose(0)); // Yes, which leads to step-2.
    const QString text = f.inbox->draft();
    const auto sent = f.sendDraft();
    QVERIFY(sent);
    const auto row = f.store().outboxRow(*sent);
    const auto& send = std::get<SendPayload>((*row)->command.payload);
    QCOMPARE(send.text, text);
    QCOMPARE(send.step.value, u"step-2"_s);
    QVERIFY(!send.edited && send.kind == SendKind::Reply);
    QVERIFY(f.inbox->draft().isEmpty());
    QVERIFY(f.store().draft(f.id(0))->isEmpty());
}

void tst_InboxSession::aChangedSuggestionIsEdited()
{
    DeskFixture f(3);
    conversations(f, 1);
    f.inbox->open(f.id(0));
    QVERIFY(f.inbox->choose(0));
    f.inbox->setDraft(f.inbox->draft() + u" See you!"_s);
    const auto sent = f.sendDraft();
    const auto row = f.store().outboxRow(*sent);
    const auto& send = std::get<SendPayload>((*row)->command.payload);
    QCOMPARE(send.step.value, u"step-2"_s);
    QVERIFY(send.edited);
}

void tst_InboxSession::freeTextHasNoStep()
{
    DeskFixture f(3);
    conversations(f, 1);
    f.inbox->open(f.id(0));
    f.inbox->setDraft(u"Glad to hear from you."_s);
    const auto sent = f.sendDraft();
    const auto row = f.store().outboxRow(*sent);
    const auto& send = std::get<SendPayload>((*row)->command.payload);
    QVERIFY(send.step.isEmpty() && send.edited);
}

void tst_InboxSession::aSuggestionsWordsAreNoEditAfterARestart()
{
    DeskFixture f(3);
    conversations(f, 1);
    f.inbox->open(f.id(0));
    QVERIFY(f.inbox->choose(3));
    f.reopen();
    f.inbox->open(f.id(0));
    QCOMPARE(f.inbox->draft(), u"Great, we will call you!"_s);
    const auto sent = f.sendDraft();
    const auto row = f.store().outboxRow(*sent);
    QVERIFY(!std::get<SendPayload>((*row)->command.payload).edited);
}

void tst_InboxSession::approvingMovesOnToTheNextWaiting()
{
    DeskFixture f(5);
    conversations(f, 3);
    f.inbox->open(f.id(1));
    f.inbox->setDraft(u"Thank you!"_s);
    QVERIFY(f.sendDraft());
    QCOMPARE(f.inbox->current(), f.id(2));
    QVERIFY(f.inbox->draft().isEmpty());
    f.inbox->setDraft(u"Thank you too!"_s);
    QVERIFY(f.sendDraft());
    QCOMPARE(f.inbox->current(), f.id(0));
    f.inbox->setDraft(u"And you!"_s);
    QVERIFY(f.sendDraft());
    QVERIFY(f.inbox->lines().isEmpty());
    QCOMPARE(f.inbox->thread().back().text, u"And you!"_s); // Nobody waits: what was sent stays in view.
    QVERIFY(f.inbox->draft().isEmpty());
}

void tst_InboxSession::anotherTextOrContactIsConflict()
{
    DeskFixture f(3);
    conversations(f, 2);
    f.inbox->open(f.id(0));
    f.inbox->setDraft(u"Thank you!"_s);
    const int open = f.store().outboxCounts().open();
    const auto text = f.inbox->approve(f.press(), f.id(0), u"Thank you"_s);
    QVERIFY(!text && text.error().code == ErrorCode::Conflict);
    const auto contact = f.inbox->approve(f.press(), f.id(1), u"Thank you!"_s);
    QVERIFY(!contact && contact.error().code == ErrorCode::Conflict);
    QCOMPARE(f.store().outboxCounts().open(), open);
}

void tst_InboxSession::anEmptyComposerSendsNothing()
{
    DeskFixture f(3);
    conversations(f, 1);
    f.inbox->open(f.id(0));
    const auto sent = f.sendDraft();
    QVERIFY(!sent && sent.error().code == ErrorCode::Blocked);
    QCOMPARE(f.inbox->current(), f.id(0));
}

void tst_InboxSession::aNewReplyKeepsTheDraft()
{
    DeskFixture f(3);
    conversations(f, 1);
    f.inbox->open(f.id(0));
    f.inbox->setDraft(u"Thank"_s);
    QSignalSpy threads(&*f.inbox, &InboxSession::threadChanged);
    QSignalSpy drafts(&*f.inbox, &InboxSession::draftChanged);
    QVERIFY(f.reply(0, u"Hello?"_s));
    QCOMPARE(threads.count(), 1);
    QCOMPARE(drafts.count(), 0);
    QCOMPARE(f.inbox->thread().size(), 3);
    QCOMPARE(f.inbox->draft(), u"Thank"_s);
}

void tst_InboxSession::anOptOutReplyBlocksTheComposerAndKeepsTheDraft()
{
    DeskFixture f(3);
    conversations(f, 1);
    f.inbox->open(f.id(0));
    f.inbox->setDraft(u"Thank you!"_s);
    QSignalSpy records(&*f.inbox, &InboxSession::recordChanged);
    QVERIFY(f.reply(0, u"STOP"_s));
    QVERIFY(records.count() >= 1);
    QVERIFY(f.inbox->verdict().reason == GateReason::OptedOut);
    QCOMPARE(f.inbox->draft(), u"Thank you!"_s);
    const int sends = f.store().outboxCounts().sendsOpen;
    QVERIFY(!f.sendDraft());
    QCOMPARE(f.store().outboxCounts().sendsOpen, sends);
    QVERIFY(f.inbox->lines().isEmpty());
}

void tst_InboxSession::aMaybeOptOutWaitsForAnAnswer()
{
    DeskFixture f(3);
    f.sendFirst(2);
    QVERIFY(f.reply(0, u"stop by when?"_s));
    QVERIFY(f.reply(1, u"stop it now"_s));
    f.inbox->open(f.id(0));
    QVERIFY(f.inbox->verdict().reason == GateReason::MayHaveOptedOut);
    f.inbox->setDraft(u"At six."_s);
    QVERIFY(!f.sendDraft());
    QVERIFY(f.inbox->notAnOptOut());
    QVERIFY(f.inbox->verdict().allowed());
    QVERIFY(f.sendDraft());
    QCOMPARE(f.inbox->current(), f.id(1));
    QVERIFY(f.inbox->optOut());
    QVERIFY(f.store().isSuppressed(build::phone(1)));
}

void tst_InboxSession::draftsAreKeptPerContactAndOverARestart()
{
    DeskFixture f(3);
    conversations(f, 2);
    f.inbox->open(f.id(0));
    f.inbox->setDraft(u"First"_s);
    f.inbox->open(f.id(1));
    QVERIFY(f.inbox->draft().isEmpty());
    f.inbox->setDraft(u"Second"_s);
    f.reopen();
    f.inbox->open(f.id(0));
    QCOMPARE(f.inbox->draft(), u"First"_s);
    f.inbox->open(f.id(1));
    QCOMPARE(f.inbox->draft(), u"Second"_s);
    f.inbox->setDraft({});
    f.inbox->flushDraft();
    QVERIFY(f.store().draft(f.id(1))->isEmpty());
}

void tst_InboxSession::aDraftIsSavedByItself()
{
    DeskFixture f(3);
    conversations(f, 1);
    f.inbox->open(f.id(0));
    f.inbox->setDraft(u"Thank"_s);
    QTRY_COMPARE(*f.store().draft(f.id(0)), u"Thank"_s);
}

void tst_InboxSession::closingMovesOnAndUndoComesBack()
{
    DeskFixture f(3);
    conversations(f, 2);
    f.inbox->open(f.id(0));
    QVERIFY(f.inbox->close());
    QCOMPARE(f.inbox->current(), f.id(1));
    QCOMPARE(listed(f), QList{f.id(1)});
    QVERIFY(f.undo->undo());
    QCOMPARE(f.inbox->current(), f.id(0));
    QCOMPARE(listed(f), (QList{f.id(0), f.id(1)}));
}

void tst_InboxSession::setAsideGoesBehind()
{
    DeskFixture f(3);
    conversations(f, 3);
    f.inbox->open(f.id(0));
    QVERIFY(f.inbox->setAside(true));
    QCOMPARE(f.inbox->current(), f.id(1));
    QCOMPARE(listed(f), (QList{f.id(1), f.id(2), f.id(0)}));
    QVERIFY(f.undo->undo());
    QCOMPARE(listed(f), (QList{f.id(0), f.id(1), f.id(2)}));
}

void tst_InboxSession::optOutWrongNumberAndEscalateTextNobody()
{
    DeskFixture f(4);
    conversations(f, 3);
    const int sends = f.store().outboxCounts().sendsOpen;
    f.inbox->open(f.id(0));
    QVERIFY(f.inbox->optOut());
    QVERIFY(f.inbox->wrongNumber());
    QVERIFY(f.inbox->escalate(u"angry"_s));
    QVERIFY(f.store().outboxCounts().sendsOpen <= sends); // Fewer: what was queued for them is cancelled.
    QVERIFY(f.store().contact(f.id(0))->optedOut && f.store().contact(f.id(1))->wrongNumber &&
            f.store().contact(f.id(2))->escalated);
    QVERIFY(f.inbox->lines().isEmpty());
}

void tst_InboxSession::aFailedCommitKeepsTheText()
{
    DeskFixture f(3);
    conversations(f, 1);
    f.inbox->open(f.id(0));
    f.inbox->setDraft(u"Thank you!"_s);
    f.store().database().setFaultHook([](qint64, const QString& sql) {
        return sql.startsWith(u"COMMIT"_s) ? std::optional(Error{ErrorCode::Io, {}}) : std::nullopt;
    });
    QVERIFY(!f.sendDraft());
    QCOMPARE(f.inbox->draft(), u"Thank you!"_s);
    f.inbox->open({});
    f.store().database().setFaultHook({});
    f.inbox->open(f.id(0));
    QCOMPARE(f.inbox->draft(), u"Thank you!"_s);
    QVERIFY(f.sendDraft());
    QCOMPARE(f.store().figures().repliesSent, 1);
}

void tst_InboxSession::stepsThroughTheList()
{
    DeskFixture f(4);
    conversations(f, 3);
    f.inbox->nextConversation();
    QCOMPARE(f.inbox->current(), f.id(0));
    f.inbox->nextConversation();
    f.inbox->nextConversation();
    QCOMPARE(f.inbox->current(), f.id(2));
    f.inbox->nextConversation();
    QCOMPARE(f.inbox->current(), f.id(2));
    f.inbox->previousConversation();
    QCOMPARE(f.inbox->current(), f.id(1));
}

void tst_InboxSession::linesMatchTheStoresWaiting()
{
    DeskFixture f(12);
    conversations(f, 9);
    f.inbox->open(f.id(3));
    QVERIFY(f.inbox->setAside(true));
    QVERIFY(f.inbox->optOut());
    QVERIFY(f.inbox->escalate({}));
    QVERIFY(f.inbox->wrongNumber());
    QVERIFY(f.reply(3, u"Me again"_s));
    QCOMPARE(listed(f), f.store().waiting());
    QCOMPARE(f.inbox->lines().size(), f.store().figures().waiting);
    f.reopen();
    QCOMPARE(listed(f), f.store().waiting());
}

QTEST_GUILESS_MAIN(tst_InboxSession)
#include "tst_InboxSession.moc"
