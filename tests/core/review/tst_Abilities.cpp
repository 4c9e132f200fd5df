#include "core/review/Abilities.h"
#include "core/review/ChoiceBook.h"
#include "core/review/ContactActions.h"
#include "tests/core/review/DeskFixture.h"

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

const QList<ContactAction> kAll{ContactAction::Note, ContactAction::Tag, ContactAction::Untag, ContactAction::Escalate,
                                ContactAction::WrongNumber};

Campaign without(const QList<Ability>& abilities)
{
    auto campaign = build::campaign();
    campaign.version = u"2"_s;
    campaign.missing = abilities;
    return campaign;
}

int commandsOpen(Store& store) { return store.outboxCounts().open(); }

} // namespace

/// What a campaign's gateway cannot keep is refused before anything is recorded.
class tst_Abilities : public QObject
{
    Q_OBJECT
private slots:
    void eachActionAsksForItsOwnAbility()
    {
        for (const auto action : kAll)
            QVERIFY(!lacking(build::campaign(), action));
        QCOMPARE(lacking(without({Ability::Notes}), ContactAction::Note), Ability::Notes);
        QCOMPARE(lacking(without({Ability::Tags}), ContactAction::Tag), Ability::Tags);
        QCOMPARE(lacking(without({Ability::Tags}), ContactAction::Untag), Ability::Tags);
        QCOMPARE(lacking(without({Ability::RemoveTags}), ContactAction::Untag), Ability::RemoveTags);
        QVERIFY(!lacking(without({Ability::RemoveTags}), ContactAction::Tag));
        QCOMPARE(lacking(without({Ability::Escalate}), ContactAction::Escalate), Ability::Escalate);
        QCOMPARE(lacking(without({Ability::WrongNumber}), ContactAction::WrongNumber), Ability::WrongNumber);
    }

    void theContactsOwnCampaignIsAsked()
    {
        DeskFixture f(1);
        auto other = without({Ability::Notes});
        other.id = {u"campaign-2"_s};
        QVERIFY(f.campaignIs(other));
        auto contact = build::contact(7);
        contact.campaign = other.id;
        auto page = build::batch(f.temp.clock().now(), 0, 0, 1);
        page.lease.campaign = other.id;
        page.contacts = {contact};
        QVERIFY(f.store().applyLease(page));
        QVERIFY(!lacking(f.store(), f.id(0), ContactAction::Note));
        QCOMPARE(lacking(f.store(), f.id(7), ContactAction::Note), Ability::Notes);
        QVERIFY(!lacking(f.store(), {u"nobody"_s}, ContactAction::Note));
        QVERIFY(!lackingEverywhere(f.store(), ContactAction::Note));
        QVERIFY(f.campaignIs(without({Ability::Notes})));
        QCOMPARE(lackingEverywhere(f.store(), ContactAction::Note), Ability::Notes);
    }

    void whatIsLackingIsRefusedAndNothingIsRecorded()
    {
        DeskFixture f(2);
        QVERIFY(f.campaignIs(
            without({Ability::Notes, Ability::Tags, Ability::RemoveTags, Ability::Escalate, Ability::WrongNumber})));
        ContactActions actions(f.store(), *f.undo, f.temp.clock(), f.temp.random());
        const auto pushes = f.undo->pushes();
        const auto before = commandsOpen(f.store());
        const Result<void> refused[] = {actions.addNote(f.id(0), u"Moved"_s),
                                        actions.setTag(f.id(0), u"volunteer"_s, true),
                                        actions.escalate(f.id(0), u"why"_s), actions.wrongNumber(f.id(0))};
        for (const auto& one : refused)
            QVERIFY(!one && one.error().code == ErrorCode::Blocked);
        QCOMPARE(f.undo->pushes(), pushes);
        QCOMPARE(commandsOpen(f.store()), before);
        const auto* record = f.store().contact(f.id(0));
        QVERIFY(record->tags.isEmpty() && !record->escalated && !record->wrongNumber);
        QVERIFY(f.store().notes(f.id(0))->isEmpty());
        // The rest goes on: an opt-out needs no ability.
        QVERIFY(actions.skip(f.id(1)) && actions.optOut(f.id(0)));
    }

    void aTagThatCannotComeOffIsTakenBackOnlyWhileItWaits()
    {
        DeskFixture f(2);
        QVERIFY(f.campaignIs(without({Ability::RemoveTags})));
        ContactActions actions(f.store(), *f.undo, f.temp.clock(), f.temp.random());
        QVERIFY(actions.setTag(f.id(0), u"volunteer"_s, true));
        QVERIFY(!actions.setTag(f.id(0), u"volunteer"_s, false));
        QVERIFY(f.undo->undo()); // It had not left.
        QVERIFY(f.store().contact(f.id(0))->tags.isEmpty());
        QVERIFY(actions.setTag(f.id(0), u"volunteer"_s, true));
        const auto id = f.undo->newest()->command;
        QVERIFY(f.store().claim({id}) && f.store().resolve({{id, OutboxEvent::Accept, {}, {}}}));
        const auto before = commandsOpen(f.store());
        const auto undone = f.undo->undo();
        QVERIFY(!undone && undone.error().code == ErrorCode::Conflict);
        QCOMPARE(f.store().contact(f.id(0))->tags, QStringList{u"volunteer"_s});
        QCOMPARE(commandsOpen(f.store()), before); // No word that the gateway would not understand.
    }

    void aSuggestionWithTagsStillFillsTheComposer()
    {
        DeskFixture f(2);
        f.sendFirst(1);
        QVERIFY(f.campaignIs(without({Ability::Tags})));
        QVERIFY(f.reply(0, u"Who is this?"_s));
        f.inbox->open(f.id(0));
        QVERIFY(f.inbox->choose(3)); // "Wants to help": an answer and a tag.
        QCOMPARE(f.inbox->draft(), u"Great, we will call you!"_s);
        QCOMPARE(f.inbox->record()->answers.value({u"step-1"_s}), u"Yes"_s);
        QVERIFY(f.inbox->record()->tags.isEmpty());
    }

    void whatIsSentIsCountedHereAloneWhereNobodyTakesTheCounts()
    {
        DeskFixture f(1);
        QVERIFY(f.campaignIs(without({Ability::Choices})));
        ChoiceBook book(f.store(), f.temp.clock(), f.temp.random());
        for (int i = 0; i < 30; ++i)
            book.add({build::campaignId(), Intent::Question, u"canned:canned-1"_s, 0});
        book.save();
        QCOMPARE(f.store().outboxCounts().backgroundOpen, 0);
        QCOMPARE(book.counts(build::campaignId()).of(u"question"_s, u"canned:canned-1"_s), 30);
    }
};

QTEST_GUILESS_MAIN(tst_Abilities)
#include "tst_Abilities.moc"
