#include "tests/core/review/DeskFixture.h"

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

/// The inbox with a reader of replies.
class Reading : public DeskFixture
{
public:
    explicit Reading(const Campaign& campaign = build::campaign())
        : DeskFixture(4)
    {
        if (!campaignIs(campaign))
            qFatal("no campaign");
        sendFirst(3);
        read();
    }
    void read()
    {
        inbox.emplace(temp.store(), *approver, *undo, temp.clock(), temp.random(), u"Robin Hale"_s, &reader);
    }
    void answered(int contact, const QString& text)
    {
        QVERIFY(reply(contact, text));
        inbox->open(id(contact));
    }
    QString first() const { return inbox->suggestions().front().title; }

    ReplyClassifier reader = ReplyClassifier::builtIn();
};

Campaign inTwoLanguages()
{
    auto campaign = build::campaign();
    campaign.version = u"two languages"_s;
    campaign.steps[1].texts.insert(u"es"_s, u"¡Qué bien!"_s);
    campaign.canned[0].texts.insert(u"es"_s, u"Vote en su lugar de siempre."_s);
    return campaign;
}

} // namespace

class tst_InboxReading : public QObject
{
    Q_OBJECT
private slots:
    void whatAnswersTheReplyComesFirst();
    void whatTheyWantMostCounts();
    void nothingIsReadAfterOurOwnText();
    void withoutAReaderTheScriptsOrderStays();
    void spanishIsAnsweredInSpanish();
    void aScriptWithoutSpanishOffersToHandOff();
    void whatWasSentIsCountedAndKept();
    void theRoomIsToldOfCountsAloneAndTellsItsOwn();
    void theNumbersStandStillWhileOneIsUsed();
    void anotherSuggestionTakesBackWhatTheFirstRecorded();
    void undoBringsBackWhatWasWrittenBefore();
    void onceSentOnlyWhatWasRecordedIsLeftToTakeBack();
    void savedRepliesAreSuggestedToo();
    void anOptOutIsToldWithItsWords();
};

void tst_InboxReading::whatAnswersTheReplyComesFirst()
{
    Reading r;
    r.answered(0, u"No way"_s);
    QCOMPARE(r.first(), u"No"_s);
    r.answered(1, u"where do I vote?"_s);
    QCOMPARE(r.first(), u"Where"_s);
    QVERIFY(r.inbox->choose(0));
    QVERIFY(r.inbox->draft().startsWith(u"You vote at"_s)); // What is shown first is what is chosen.
    QCOMPARE(r.store().figures().repliesSent, 0);
}

void tst_InboxReading::whatTheyWantMostCounts()
{
    Reading r;
    r.answered(0, u"Where do I vote?"_s);
    r.answered(0, u"thanks :)"_s);
    QVERIFY(r.inbox->meaning() && r.inbox->meaning()->intent == Intent::Question);
    QCOMPARE(r.first(), u"Where"_s);
}

void tst_InboxReading::nothingIsReadAfterOurOwnText()
{
    Reading r;
    r.answered(0, u"yes"_s);
    QVERIFY(r.inbox->meaning() && r.inbox->meaning()->intent == Intent::Affirmative);
    r.inbox->setDraft(u"Thank you!"_s);
    QVERIFY(r.sendDraft());
    r.inbox->open(r.id(0));
    QVERIFY(!r.inbox->meaning());
    r.inbox->open(r.id(1)); // Never wrote.
    QVERIFY(!r.inbox->meaning());
}

void tst_InboxReading::withoutAReaderTheScriptsOrderStays()
{
    DeskFixture f(2);
    f.sendFirst(1);
    QVERIFY(f.reply(0, u"No"_s));
    f.inbox->open(f.id(0));
    QVERIFY(!f.inbox->meaning());
    QCOMPARE(f.inbox->suggestions().front().title, u"Yes"_s);
}

void tst_InboxReading::spanishIsAnsweredInSpanish()
{
    Reading r(inTwoLanguages());
    r.answered(0, u"Sí, claro que voy a votar por la biblioteca"_s);
    QVERIFY(r.inbox->meaning()->language == ReplyLanguage::Spanish);
    QCOMPARE(r.first(), u"Yes"_s);
    QCOMPARE(r.inbox->suggestions().front().text, u"¡Qué bien!"_s);
    auto seenForeign = false;
    for (const auto& each : r.inbox->suggestions()) {
        QVERIFY(each.source != Suggestion::Source::HandOff);
        QVERIFY2(each.foreign || !seenForeign, "what is in their language comes first");
        seenForeign = each.foreign;
    }
    QVERIFY(seenForeign);
    r.answered(1, u"Yes, of course I will vote for it"_s);
    QVERIFY(r.inbox->suggestions().front().text.startsWith(u"Wonderful!"_s));
}

void tst_InboxReading::aScriptWithoutSpanishOffersToHandOff()
{
    Reading r;
    r.answered(0, u"¿Dónde puedo votar? No entiendo inglés"_s);
    QVERIFY(r.inbox->suggestions().front().source == Suggestion::Source::HandOff);
    QVERIFY(!r.inbox->choose(0)); // It is no text.
    QVERIFY(r.inbox->draft().isEmpty());
    QVERIFY(r.inbox->suggestions().size() > 1); // The rest can still be used.
    r.answered(1, u"where can I vote?"_s);
    QVERIFY(r.inbox->suggestions().front().source != Suggestion::Source::HandOff);
}

void tst_InboxReading::whatWasSentIsCountedAndKept()
{
    Reading r;
    r.answered(0, u"where do I vote?"_s);
    QVERIFY(r.inbox->choose(0));
    QCOMPARE(r.inbox->choiceCounts().total(u"question"_s), 0); // Chosen is not sent.
    QVERIFY(r.sendDraft());
    r.answered(1, u"what?"_s);
    QCOMPARE(r.inbox->choiceCounts().of(u"question"_s, u"canned:canned-1"_s), 1);
    QCOMPARE(r.inbox->choicePlaces(build::campaignId()).chosen, 1);
    QCOMPARE(r.inbox->choicePlaces(build::campaignId()).inFirstThree, 1);
    r.inbox->setDraft(u"Something of my own"_s);
    QVERIFY(r.sendDraft());
    r.inbox.reset();
    r.reopen();
    r.read();
    r.answered(2, u"hm?"_s);
    QCOMPARE(r.inbox->choiceCounts().total(u"question"_s), 1);
    QCOMPARE(r.inbox->choicePlaces(build::campaignId()).chosen, 1);
}

void tst_InboxReading::theRoomIsToldOfCountsAloneAndTellsItsOwn()
{
    Reading r;
    ChoiceBook book(r.store(), r.temp.clock(), r.temp.random());
    const ChoiceBook::Choice where{build::campaignId(), Intent::Question, u"canned:canned-1"_s, 0};
    const auto before = r.store().outboxCounts();
    for (int i = 0; i < 9; ++i)
        book.add(where);
    book.save();
    QCOMPARE(r.store().outboxCounts().backgroundOpen, before.backgroundOpen); // Too few to tell.
    book.add(where);
    book.keep();
    QCOMPARE(r.store().outboxCounts().backgroundOpen, before.backgroundOpen); // Nor when the desk closes.
    QCOMPARE(ChoiceBook(r.store(), r.temp.clock(), r.temp.random()).counts(build::campaignId()).total(), 10);
    book.add(where);
    book.save();
    QCOMPARE(r.store().outboxCounts().backgroundOpen, before.backgroundOpen + 1);
    QCOMPARE(r.store().outboxCounts().open(), before.open()); // Nobody waits for it.
    const auto due = r.store().due(50);
    QVERIFY(due);
    const auto isReport = [](const OutboxRow& row) {
        return std::holds_alternative<ChoicesPayload>(row.command.payload);
    };
    const auto row = std::find_if(due->cbegin(), due->cend(), isReport);
    QVERIFY(row != due->cend());
    QVERIFY(row->command.contact.isEmpty());
    QCOMPARE(std::get<ChoicesPayload>(row->command.payload).counts,
             (QList<ChoiceCount>{{u"question"_s, u"canned:canned-1"_s, 11}}));
    // The room's totals hold what was reported from here.
    QCOMPARE(book.counts(build::campaignId()).of(u"question"_s, u"canned:canned-1"_s), 11);
    QVERIFY(r.apply(ChoicesCounted{build::campaignId(), {{u"question"_s, u"canned:canned-1"_s, 40}}}));
    QCOMPARE(book.counts(build::campaignId()).of(u"question"_s, u"canned:canned-1"_s), 40);
    book.add(where);
    QCOMPARE(book.counts(build::campaignId()).of(u"question"_s, u"canned:canned-1"_s), 41);
}

void tst_InboxReading::theNumbersStandStillWhileOneIsUsed()
{
    Reading r;
    r.answered(0, u"yes"_s);
    const auto titles = [&] {
        QStringList all;
        for (const auto& each : r.inbox->suggestions())
            all.append(each.title);
        return all;
    };
    const auto before = titles();
    QCOMPARE(before.front(), u"Yes"_s);
    QVERIFY(r.inbox->choose(0));
    const auto text = r.inbox->draft();
    QCOMPARE(titles(), before); // Its answer leads to another step, whose suggestions wait.
    const auto pushes = r.undo->pushes();
    QVERIFY(r.inbox->choose(0)); // The key bounced.
    QCOMPARE(r.undo->pushes(), pushes);
    QCOMPARE(r.inbox->draft(), text);
    QCOMPARE(r.inbox->record()->answers.value({u"step-1"_s}), u"Yes"_s);
    QVERIFY(r.sendDraft());
    r.inbox->open(r.id(0));
    QVERIFY(titles() != before);
}

void tst_InboxReading::anotherSuggestionTakesBackWhatTheFirstRecorded()
{
    Reading r;
    r.answered(0, u"yes"_s);
    const auto indexOf = [&](const QString& title) {
        const auto& all = r.inbox->suggestions();
        const auto found =
            std::find_if(all.cbegin(), all.cend(), [&](const auto& each) { return each.title == title; });
        return static_cast<int>(found - all.cbegin());
    };
    r.inbox->setDraft(u"Of my own"_s);
    QVERIFY(r.inbox->choose(indexOf(u"Wants to help"_s)));
    QVERIFY(r.inbox->record()->tags.contains(u"volunteer"_s));
    QVERIFY(r.inbox->choose(indexOf(u"No"_s)));
    QCOMPARE(r.inbox->record()->answers.value({u"step-1"_s}), u"No"_s);
    QVERIFY(!r.inbox->record()->tags.contains(u"volunteer"_s));
    QVERIFY(r.inbox->draft().startsWith(u"Thank you"_s));
    QVERIFY(r.undo->undo());
    QCOMPARE(r.inbox->draft(), u"Of my own"_s);
    QVERIFY(r.inbox->record()->answers.isEmpty());
    // What was changed by hand since is kept, and what it came from is taken back all the same.
    QVERIFY(r.inbox->choose(indexOf(u"Yes"_s)));
    r.inbox->setDraft(u"My very own"_s);
    QVERIFY(r.inbox->choose(indexOf(u"No"_s)));
    QCOMPARE(r.inbox->record()->answers.value({u"step-1"_s}), u"No"_s);
    QVERIFY(r.undo->undo());
    QCOMPARE(r.inbox->draft(), u"My very own"_s);
}

void tst_InboxReading::undoBringsBackWhatWasWrittenBefore()
{
    Reading r;
    r.answered(0, u"where do I vote?"_s);
    r.inbox->setDraft(u"Mi propio texto"_s);
    QCOMPARE(r.first(), u"Where"_s); // It records nothing.
    QVERIFY(r.inbox->choose(0));
    QVERIFY(r.inbox->draft() != u"Mi propio texto"_s);
    QVERIFY(r.undo->undo());
    QCOMPARE(r.inbox->draft(), u"Mi propio texto"_s);
    QVERIFY(r.inbox->choose(0));
    r.inbox->open(r.id(1)); // Elsewhere meanwhile.
    QVERIFY(r.undo->undo());
    QCOMPARE(r.inbox->current(), r.id(0));
    QCOMPARE(r.inbox->draft(), u"Mi propio texto"_s);
    QCOMPARE(r.store().figures().repliesSent, 0);
}

void tst_InboxReading::onceSentOnlyWhatWasRecordedIsLeftToTakeBack()
{
    Reading r;
    QVERIFY(r.hold(20));
    r.answered(0, u"yes"_s);
    r.answered(1, u"where do I vote?"_s);
    r.inbox->open(r.id(0));
    QVERIFY(r.inbox->choose(0));
    const auto text = r.inbox->draft();
    QVERIFY(r.sendDraft());
    const auto stopped = r.undo->undo();
    QVERIFY(stopped && stopped->kind == UndoHistory::Kind::HeldText);
    QCOMPARE(r.inbox->current(), r.id(0));
    QCOMPARE(r.inbox->draft(), text); // Stopped, and there to be read.
    QCOMPARE(r.inbox->record()->answers.value({u"step-1"_s}), u"Yes"_s);
    const auto answer = r.undo->undo();
    QVERIFY(answer && answer->kind == UndoHistory::Kind::Answer);
    QVERIFY(r.inbox->record()->answers.isEmpty());
    QCOMPARE(r.inbox->draft(), text);
}

void tst_InboxReading::savedRepliesAreSuggestedToo()
{
    Reading r;
    r.answered(0, u"do you have childcare there?"_s);
    const auto has = [&](const QString& title) {
        const auto& all = r.inbox->suggestions();
        return std::any_of(all.cbegin(), all.cend(), [&](const Suggestion& each) { return each.title == title; });
    };
    QVERIFY(!has(u"Childcare"_s));
    QVERIFY(r.store().saveSnippet({{u"s-1"_s}, u"Childcare"_s, u"Yes {firstName}, there is childcare."_s, u"en"_s}));
    QVERIFY(r.store().saveSnippet({{u"s-2"_s}, u"Broken"_s, u"{NoSuchField}"_s, {}}));
    QVERIFY(has(u"Childcare"_s));                 // At once.
    QCOMPARE(r.first(), u"Childcare"_s);          // The words say so.
    QVERIFY(r.inbox->suggestions().back().error); // What has a hole can't be chosen.
    QVERIFY(r.inbox->choose(0));
    QVERIFY(r.inbox->draft().endsWith(u", there is childcare."_s));
    QVERIFY(r.sendDraft());
    ChoiceBook book(r.store(), r.temp.clock(), r.temp.random());
    for (int i = 0; i < 20; ++i)
        book.add({build::campaignId(), Intent::Question, u"snippet:s-1"_s, 0});
    book.save();
    QCOMPARE(r.store().outboxCounts().backgroundOpen, 0); // Counts of one's own stay here.
    r.answered(1, u"¿Hay guardería para los niños?"_s);
    for (const auto& each : r.inbox->suggestions()) {
        if (each.title == u"Childcare"_s)
            QVERIFY(each.foreign);
    }
}

void tst_InboxReading::anOptOutIsToldWithItsWords()
{
    Reading r;
    r.answered(0, u"hey please stop texting me ok"_s);
    QVERIFY(r.inbox->meaning()->intent == Intent::OptOut);
    QVERIFY(!r.inbox->meaning()->because.isEmpty());
    QVERIFY(r.inbox->stopWords().contains(u"stop texting"_s));
    r.answered(1, u"can you stop by our office when you are done?"_s);
    QVERIFY(r.inbox->record()->mayHaveOptedOut);
    QCOMPARE(r.inbox->stopWords(), u"stop"_s);
    r.answered(2, u"where do I vote?"_s);
    QCOMPARE(r.inbox->stopWords(), QString());
}

QTEST_GUILESS_MAIN(tst_InboxReading)
#include "tst_InboxReading.moc"
