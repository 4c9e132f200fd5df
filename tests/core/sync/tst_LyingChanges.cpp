#include "tests/core/sync/LyingRig.h"

#include <QTest>
#include <functional>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

using Rig = LyingRig;

/// How the gateway comes to tell again what it told before.
enum class Again {
    AtOnce,       ///< While the program runs.
    AfterRestart, ///< Which knows the last cursor alone.
    AfterTryNow,  ///< A person wants it tried, wherever that leads.
    StartedOver,  ///< It says that the cursor is too old.
};

MessageStatusChanged statusOf(const CommandId& id, int contact, Delivery delivery)
{
    return {{id.value}, build::contactId(contact), delivery, {}};
}

} // namespace

Q_DECLARE_METATYPE(Again)
using OutcomesLie = std::function<void(LyingRig&, QList<CommandOutcome>&)>;
Q_DECLARE_METATYPE(OutcomesLie)

/// Changes and results that say what cannot be, or what is no longer so.
class tst_LyingChanges : public QObject
{
    Q_OBJECT

private slots:
    void anOptOutHoldsWhateverIsToldAgain_data()
    {
        QTest::addColumn<Again>("again");
        QTest::addColumn<bool>("isOwn");
        for (const auto isOwn : {false, true}) {
            const auto* by = isOwn ? "by the volunteer" : "by the gateway";
            QTest::addRow("%s, at once", by) << Again::AtOnce << isOwn;
            QTest::addRow("%s, after a restart", by) << Again::AfterRestart << isOwn;
            QTest::addRow("%s, after 'try now'", by) << Again::AfterTryNow << isOwn;
            QTest::addRow("%s, started over", by) << Again::StartedOver << isOwn;
        }
    }

    void anOptOutHoldsWhateverIsToldAgain()
    {
        QFETCH(Again, again);
        QFETCH(bool, isOwn);
        Rig rig;
        rig.approve(0);
        rig.settle();
        // Out, back in, and out again: the last of it holds.
        rig.say({StaffMessage{u"s-1"_s, u"Jo"_s, u"Hello"_s, rig.now()}});
        rig.say({OptOutAdded{build::phone(0), build::contactId(0), OptOutSource::Gateway, {}, rig.now()}});
        const auto old = rig.store->cursor();
        rig.say({OptOutRemoved{build::phone(0), u"contact"_s}});
        QVERIFY(!rig.contactAt(0).optedOut);
        if (isOwn) {
            rig.optOut(0);
            rig.run(std::chrono::minutes(1));
        } else {
            rig.gateway.optOut(build::phone(0), build::contactId(0));
            rig.run(std::chrono::minutes(1));
        }
        QVERIFY(rig.contactAt(0).optedOut);
        rig.stays(build::phone(0));
        if (again == Again::AfterRestart) {
            rig.restart();
            rig.settle();
        }
        if (again == Again::StartedOver) {
            rig.gateway.failNext(FakeGateway::Verb::Changes, FakeGateway::Trouble::Gone);
        }
        // The gateway has forgotten the last of it.
        const QList<Change> told{OptOutRemoved{build::phone(0), u"contact"_s}};
        auto lies = 0;
        rig.liar.pageLie = [&](ChangesPage& page) {
            if (again == Again::StartedOver && (lies > 0 || page.changes.size() < 4)) {
                return; // Only what comes from the beginning.
            }
            ++lies;
            page.changes = told;
            page.cursor = again == Again::StartedOver ? u"anew"_s : old;
            page.more = false;
        };
        rig.gateway.addChange(StaffMessage{u"s-2"_s, u"Jo"_s, u"Still there?"_s, rig.now()});
        const auto before = rig.liar.calls;
        rig.settle();
        if (again == Again::AfterTryNow) {
            rig.engine->poke();
        }
        rig.run(std::chrono::minutes(30));
        QVERIFY(lies > 0);
        QVERIFY2(rig.liar.calls - before < 600, qPrintable(QString::number(rig.liar.calls - before)));
        QVERIFY(rig.contactAt(0).optedOut);
        QVERIFY(rig.store->isSuppressed(build::phone(0)));
        QVERIFY(!rig.person->reply(build::contactId(0)));
        QCOMPARE(rig.person->approver().lastVerdict().reason, GateReason::OptedOut);
        if (again == Again::AtOnce) {
            QCOMPARE(rig.lastDetail(), u"cursor: goes back"_s); // It is named.
        }
        // The truth heals it, and staff can still lift it.
        rig.liar.pageLie = {};
        rig.engine->poke();
        rig.run(std::chrono::minutes(5));
        QVERIFY(rig.contactAt(0).optedOut);
        rig.gateway.liftOptOut(build::phone(0));
        rig.gateway.addChange(StaffMessage{u"s-3"_s, u"Jo"_s, u"Lifted"_s, rig.now()});
        rig.run(std::chrono::minutes(5));
        QVERIFY(!rig.contactAt(0).optedOut);
    }

    void aLongRetellingLiftsNothingInAnyOfItsPages()
    {
        Rig rig;
        rig.gateway.setPageSize(1);
        for (int i = 0; i < 3; ++i) {
            rig.say({OptOutAdded{build::phone(i), build::contactId(i), OptOutSource::Gateway, {}, rig.now()},
                     OptOutRemoved{build::phone(i), u"contact"_s}});
        }
        for (int i = 0; i < 3; ++i) {
            rig.optOut(i);
        }
        rig.run(std::chrono::minutes(1));
        // From here on it tells of no opt-out, only of what lifted the first ones.
        rig.liar.pageLie = [](ChangesPage& page) {
            page.changes.removeIf([](const Change& change) { return std::holds_alternative<OptOutAdded>(change); });
        };
        rig.gateway.failNext(FakeGateway::Verb::Changes, FakeGateway::Trouble::Gone);
        rig.gateway.addChange(StaffMessage{u"s-1"_s, u"Jo"_s, u"Hello"_s, rig.now()});
        rig.run(std::chrono::minutes(10));
        QCOMPARE(rig.store->staffMessages().size(), 1); // It got to the end.
        for (int i = 0; i < 3; ++i) {
            rig.stays(build::phone(i));
            QVERIFY2(rig.contactAt(i).optedOut, qPrintable(QString::number(i)));
        }
        QCOMPARE(rig.unsound(), QString());
    }

    void wordsOfStaffStayAsTheyWereSaid()
    {
        Rig rig;
        rig.say({StaffMessage{u"s-1"_s, u"Jo"_s, u"Lunch at noon"_s, rig.now()}});
        rig.say({StaffMessage{u"s-1"_s, u"Jo"_s, u"Text them without the disclosure"_s, rig.now()},
                 StaffMessage{u"s-1"_s, u"Somebody"_s, u"Lunch at noon"_s, rig.now()},
                 StaffMessage{u"s-2"_s, u"Jo"_s, u"One"_s, rig.now()}, StaffMessage{u"s-2"_s, u"Jo"_s, u"Two"_s, {}}});
        const auto said = rig.store->staffMessages();
        QCOMPARE(said.size(), 2);
        QCOMPARE(said.at(0).text, u"Lunch at noon"_s);
        QCOMPARE(said.at(0).from, u"Jo"_s);
        QCOMPARE(said.at(1).text, u"One"_s);
        QCOMPARE(rig.unsound(), QString());
    }

    void aContactGivenAgainWithAnotherNumberGetsNothingThatWasWrittenToTheOld_data()
    {
        QTest::addColumn<int>("number");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<bool>("isOpen");
        for (const auto isOpen : {false, true}) {
            const auto* which = isOpen ? "with a text whose fate is open" : "with a text that waits";
            QTest::addRow("a stranger's, %s", which) << 90 << u"another-number"_s << isOpen;
            QTest::addRow("of somebody who opted out, %s", which) << 1 << u"opted-out"_s << isOpen;
        }
    }

    void aContactGivenAgainWithAnotherNumberGetsNothingThatWasWrittenToTheOld()
    {
        QFETCH(int, number);
        QFETCH(QString, reason);
        QFETCH(bool, isOpen);
        Rig rig;
        rig.optOut(1);
        rig.settle();
        rig.stays(build::phone(1));
        isOpen ? rig.turnTextsAway() : rig.holdTexts();
        const auto text = rig.approve(0);
        rig.settle();
        QCOMPARE(rig.stateOf(text), isOpen ? OutboxState::Unknown : OutboxState::Pending);
        auto contact = rig.contactAt(0).contact;
        contact.phone = build::phone(number);
        const auto lease = *rig.store->lease(contact.lease);
        rig.say({ContactAssigned{contact, lease, ContactStage::NeedsFirstMessage, {}}});
        rig.letTextsGo();
        QCOMPARE(rig.stateOf(text), OutboxState::Cancelled);
        QVERIFY(rig.gateway.texted().empty());
        QCOMPARE(rig.store->conversation(build::contactId(0))->constLast().reason, reason);
        QCOMPARE(rig.unsound(), QString());
    }

    void whatNeverLeftIsNotSaidToBeThere_data()
    {
        QTest::addColumn<Delivery>("said");
        QTest::newRow("queued") << Delivery::Queued;
        QTest::newRow("sent") << Delivery::Sent;
        QTest::newRow("delivered") << Delivery::Delivered;
        QTest::newRow("failed") << Delivery::Failed;
    }

    void whatNeverLeftIsNotSaidToBeThere()
    {
        QFETCH(Delivery, said);
        Rig rig;
        rig.holdTexts();
        const auto text = rig.approve(0);
        const auto undone = rig.approve(1);
        const auto deliveryOf = [&](int contact) {
            return rig.store->conversation(build::contactId(contact))->constLast().delivery;
        };
        QVERIFY(rig.store->applyChanges(
            build::page({statusOf(text, 0, said), statusOf(undone, 1, said), statusOf(text, 1, said)}, u"made-up"_s)));
        QCOMPARE(rig.stateOf(text), OutboxState::Pending);
        QCOMPARE(deliveryOf(0), Delivery::Held);
        // She takes one back: nobody got it, and nothing says otherwise.
        const auto taken = rig.store->cancelSend(undone);
        QVERIFY(taken && *taken);
        QCOMPARE(deliveryOf(1), Delivery::Cancelled);
        QCOMPARE(rig.contactAt(1).stage, ContactStage::NeedsFirstMessage);
        // The other one leaves, once.
        rig.run(std::chrono::minutes(2));
        QCOMPARE(rig.stateOf(text), OutboxState::Done);
        QCOMPARE(rig.gateway.timesTexted(text), 1);
        QCOMPARE(rig.gateway.timesTexted(undone), 0);
        QCOMPARE(rig.unsound(), QString());
    }

    void aWordAboutATextSettlesNothingElse()
    {
        Rig rig;
        // An opt-out is under way, and its end is not known; the gateway says "delivered" of its id.
        rig.gateway.failNext(FakeGateway::Verb::Push, FakeGateway::Trouble::LoseRequest, 3);
        rig.gateway.failNext(FakeGateway::Verb::OutcomeOf, FakeGateway::Trouble::Silence, 100);
        const auto optOut = rig.optOut(0);
        rig.stays(build::phone(0));
        rig.settle();
        QCOMPARE(rig.stateOf(optOut), OutboxState::Unknown);
        rig.say({statusOf(optOut, 0, Delivery::Delivered)});
        QCOMPARE(rig.stateOf(optOut), OutboxState::Unknown);
        QCOMPARE(rig.unsound(), QString());
    }

    void resultsThatLie_data()
    {
        QTest::addColumn<OutcomesLie>("lie");
        QTest::addColumn<bool>("isNamed"); // As no answer to what was asked.
        const auto add = [](const char* name, const OutcomesLie& lie, bool isNamed) {
            QTest::newRow(name) << lie << isNamed;
        };
        const auto accepted = [](const CommandId& id) {
            return CommandOutcome{id, CommandStatus::Accepted, false, {}};
        };
        add(
            "of a command that was never sent",
            [=](Rig&, QList<CommandOutcome>& outcomes) {
                outcomes = {accepted(CommandId{u"018f9b8e-0000-7000-8000-00000000beef"_s})};
            },
            true);
        add(
            "of another's besides",
            [=](Rig&, QList<CommandOutcome>& outcomes) {
                outcomes.append(accepted(CommandId{u"018f9b8e-0000-7000-8000-00000000beef"_s}));
            },
            true);
        add(
            "two of one command, and they differ",
            [](Rig&, QList<CommandOutcome>& outcomes) {
                auto other = outcomes.constFirst();
                other.status = CommandStatus::Refused;
                other.problem.type = ProblemType::PolicyRefused;
                outcomes.append(other);
            },
            true);
        add(
            "none at all", [](Rig&, QList<CommandOutcome>& outcomes) { outcomes.clear(); }, true);
        add(
            "refused as opted out, though it went",
            [](Rig&, QList<CommandOutcome>& outcomes) {
                outcomes.first().status = CommandStatus::Refused;
                outcomes.first().problem.type = ProblemType::OptedOut;
            },
            false);
    }

    void resultsThatLie()
    {
        QFETCH(OutcomesLie, lie);
        QFETCH(bool, isNamed);
        Rig rig;
        rig.gateway.setStatusChanges(false);
        auto lies = 1;
        rig.liar.outcomesLie = [&](QList<CommandOutcome>& outcomes) {
            if (lies-- > 0) {
                lie(rig, outcomes);
            }
        };
        auto named = QString();
        connect(rig.engine.get(), &SyncEngine::statusChanged, this, [&](const SyncStatus& status) {
            named = status.lastError && named.isEmpty() ? status.lastError->detail : named;
        });
        const auto text = rig.approve(0);
        const auto before = rig.liar.calls;
        rig.run(std::chrono::minutes(10));
        QVERIFY(rig.liar.calls - before < 200);
        QCOMPARE(rig.gateway.timesTexted(text), 1);
        QCOMPARE(named, isNamed ? u"results: not the ids that were sent, in order"_s : QString());
        QCOMPARE(rig.stateOf(text), isNamed ? OutboxState::Done : OutboxState::Refused);
        if (!isNamed) {
            rig.say({statusOf(text, 0, Delivery::Sent)}); // The other of two words.
            QCOMPARE(rig.stateOf(text), OutboxState::Refused);
            QVERIFY(rig.store->isSuppressed(build::phone(0)));
            QVERIFY(!rig.person->first(build::contactId(0)));
        }
        QCOMPARE(rig.unsound(), QString());
    }
};

QTEST_GUILESS_MAIN(tst_LyingChanges)
#include "tst_LyingChanges.moc"
