#include "core/host/carrier/CarrierLedger.h"
#include "tests/support/Builders.h"
#include "tests/support/FakeClock.h"

#include <QTemporaryDir>
#include <QTest>

using namespace textbank;
using namespace Qt::StringLiterals;

/// The rehearsal's carrier and its memory: what it took is taken, what people said is said, whatever becomes of the
/// process.
class TestCarrierLedger : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void aTextIsTakenOnceForGood()
    {
        auto ledger = open();
        ledger->submit(text(1));
        ledger->submit(text(1));
        ledger = open();
        ledger->submit(text(1));
        ledger->submit(text(2));
        QCOMPARE(lines("text"), 2);
        QCOMPARE(lines("repeat"), 2);
    }

    void whatWasSaidComesAgainUntilItIsSettled()
    {
        auto ledger = open();
        ledger->submit(text(1));
        m_clock.advance(std::chrono::hours(1));
        const auto first = ledger->poll();
        QCOMPARE(first.size(), 3); // Sent, delivered, and the answer.
        QVERIFY(ledger->poll().isEmpty());

        ledger = open();
        QVERIFY(ledger->nextEvent() <= m_clock.now());
        const auto again = ledger->poll();
        QCOMPARE(again.size(), 3);
        QCOMPARE(again.at(2).message, first.at(2).message);
        QCOMPARE(again.at(2).text, first.at(2).text);
        QVERIFY(ledger->poll().isEmpty());
        ledger->settled();

        ledger = open();
        QVERIFY(ledger->poll().isEmpty());
        QCOMPARE(lines("given"), 1);
    }

    void peopleRememberTheConversation()
    {
        // The second answer of somebody, told with and without a death in between.
        const auto conversation = [this](const QString& name, bool dies) {
            QList<CarrierEvent> heard;
            auto ledger = open(name);
            for (int i = 0; i < 40; ++i) {
                ledger->submit(text(i));
            }
            m_clock.advance(std::chrono::hours(1));
            (void)ledger->poll();
            ledger->settled();
            if (dies) {
                ledger = open(name);
            }
            for (int i = 0; i < 40; ++i) {
                ledger->submit(text(i, u"second"_s));
            }
            m_clock.advance(std::chrono::hours(1));
            if (dies) {
                ledger = open(name);
            }
            QStringList said;
            for (const auto& event : ledger->poll()) {
                said.append(event.message.value + event.text);
            }
            return said;
        };
        const auto undisturbed = conversation(u"one"_s, false);
        QVERIFY(undisturbed.size() > 90);
        QCOMPARE(conversation(u"two"_s, true), undisturbed);
    }

    void aHalfWrittenLineWasToldToNobody()
    {
        auto ledger = open();
        ledger->submit(text(1));
        QFile file(path());
        QVERIFY(file.open(QFile::Append));
        file.write(R"({"at":17,"what":"text","id")");
        file.close();
        ledger = open();
        ledger->submit(text(2));
        ledger = open();
        QCOMPARE(lines("text"), 2);
    }

    void otherPeopleAreRefused()
    {
        (void)open();
        SimulatedVoters::Options others;
        others.seed = 4;
        const auto refused = CarrierLedger::open(path(), others, m_clock);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Invalid);
    }

    void aLineThatCannotBeIsSaid()
    {
        (void)open();
        QFile file(path());
        QVERIFY(file.open(QFile::Append));
        file.write("{\"what\":\"sung\"}\n");
        file.close();
        const auto refused = CarrierLedger::open(path(), people(), m_clock);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Corrupt);
    }

private:
    static SimulatedVoters::Options people()
    {
        SimulatedVoters::Options options;
        options.seed = 3;
        options.silence = 0;
        return options;
    }
    QString path(const QString& name = u"ledger"_s) const { return m_folder->filePath(name); }
    std::unique_ptr<CarrierLedger> open(const QString& name = u"ledger"_s)
    {
        auto opened = CarrierLedger::open(path(name), people(), m_clock);
        return opened ? std::move(*opened) : nullptr;
    }
    static Carrier::Text text(int person, const QString& which = u"first"_s)
    {
        return {MessageId{u"%1-%2"_s.arg(which).arg(person)}, build::phone(person), u"Hello"_s, u"en"_s};
    }
    int lines(const char* what) const
    {
        QFile file(path());
        return file.open(QFile::ReadOnly)
                   ? static_cast<int>(file.readAll().count("\"what\":\"" + QByteArray(what) + '"'))
                   : -1;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    FakeClock m_clock;
};

QTEST_GUILESS_MAIN(TestCarrierLedger)
#include "tst_CarrierLedger.moc"
