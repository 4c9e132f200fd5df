#include "core/base/Csv.h"
#include "core/db/Database.h"
#include "tests/app/kill/Reckoning.h"
#include "tests/support/ApprovalMaker.h"
#include "tests/support/Builders.h"
#include "tests/support/TempStore.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace textbank;
using namespace Qt::StringLiterals;

/// The comparison of the three records, with one row changed at a time: each fault has to be seen.
class TestReckoning : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = std::make_unique<TempStore>();
        m_store->fill(3);
        const auto said = build::reply(build::contactId(0), u"hello"_s, m_store->clock().now(), u"r"_s);
        m_reply = said.message.id.value;
        QVERIFY((*m_store)->applyChanges(build::page({said}, u"1"_s)).has_value());
        m_store->close();
        m_number = build::phone(0).e164();
        m_ledger = {text(u"confirmation"_s, true), given(m_reply, u"STOP"_s), settled()};
        m_messages = {message(u"confirmation"_s, u"confirmation"_s), message(m_reply, u"incoming"_s, u"STOP"_s)};
        m_optOuts = {{u"own"_s, m_number}};
        m_notes.clear();
        m_key.clear();
        QFile::remove(m_folder->filePath(u"gateway.db"_s));
        atGateway(u"CREATE TABLE commands (id TEXT, status INTEGER, repeats INTEGER, received_at INTEGER)"_s);
        atGateway(u"CREATE TABLE contacts (id TEXT, number TEXT)"_s);
        atGateway(u"CREATE TABLE answers (contact TEXT, step TEXT, value TEXT)"_s);
        atGateway(u"INSERT INTO contacts VALUES (?, ?)"_s, {build::contactId(0).value, m_number});
        m_record = {{u"doubleTexts"_s, 0}, {u"afterOptOut"_s, 0}, {u"waitingForCarrier"_s, 0}};
    }

    void recordsThatAgreeHaveNoFault()
    {
        const auto found = reckon();
        QVERIFY2(found.faults().isEmpty(), qPrintable(found.faults().join(u'\n')));
        QCOMPARE(found.figures().replies, 1);
        QCOMPARE(found.figures().confirmations, 1);
    }

    void aTextTakenTwiceIsDoubled()
    {
        m_ledger.append(text(u"confirmation"_s, true));
        QCOMPARE(reckon().doubled(), 1);
    }

    void aSecondFirstMessageIsDoubled()
    {
        for (const auto* id : {"first", "second"}) {
            m_ledger.prepend(text(QLatin1String(id), false));
            m_messages.append(message(QLatin1String(id), u"firstMessage"_s));
        }
        QCOMPARE(reckon().doubled(), 1);
    }

    void aTextAfterStopIsSeen()
    {
        m_ledger.append(text(u"late"_s, false));
        m_messages.append(message(u"late"_s, u"reply"_s));
        QVERIFY(says(u"after the gateway knew of STOP"_s));
    }

    void aTextThatNobodyApprovedIsSeen()
    {
        m_ledger.prepend(text(u"stray"_s, false));
        m_messages.append(message(u"stray"_s, u"reply"_s));
        QVERIFY(says(u"nobody approved"_s));
    }

    void aTextThatTheGatewayDoesNotKnowIsSeen()
    {
        m_ledger.prepend(text(u"stray"_s, false));
        QVERIFY(says(u"no record of stray"_s));
    }

    void anotherTextThanTheApprovedOneIsSeen()
    {
        m_messages[0][5] = u"Another text"_s;
        QVERIFY(says(u"another text"_s));
    }

    void aTextThatStayedInTheGatewayIsLost()
    {
        m_messages.append(message(u"kept"_s, u"reply"_s));
        QCOMPARE(reckon().lost(), 1);
    }

    void aDecisionThatTheStoreForgotIsLost()
    {
        m_notes = "01900000-0000-7000-8000-000000000001\n";
        QCOMPARE(reckon().lost(), 1);
    }

    void aReplyThatTheGatewayMissedIsLost()
    {
        m_messages.removeLast();
        QCOMPARE(reckon().lost(), 1);
    }

    void aReplyThatNoClientHasIsLost()
    {
        m_ledger = {text(u"confirmation"_s, true), given(m_reply, u"STOP"_s), given(u"other"_s, u"hello"_s), settled()};
        m_messages.append(message(u"other"_s, u"incoming"_s, u"hello"_s));
        QCOMPARE(reckon().lost(), 1);
    }

    void anOptOutThatTheGatewayForgotIsLost()
    {
        m_optOuts.clear();
        QCOMPARE(reckon().lost(), 1);
    }

    void whatTheGatewayNeverStoredIsSeen()
    {
        m_ledger.removeLast();
        QVERIFY(says(u"without storing"_s));
    }

    void theGatewaysOwnCountsAreRead()
    {
        m_record.insert(u"doubleTexts"_s, 1);
        QVERIFY(says(u"counts 1 doubleTexts"_s));
    }

    void whatAClientDecidedAgrees()
    {
        decide(OptOutPayload{OptOutSource::Volunteer, {}, build::phone(0)});
        decide(AnswerPayload{{u"step-1"_s}, u"Yes"_s});
        decide(AnswerPayload{{u"step-1"_s}, u"No"_s});
        atGateway(u"INSERT INTO answers VALUES (?, 'step-1', 'No')"_s, {build::contactId(0).value});
        m_key = m_store->key();
        const auto found = reckon();
        QCOMPARE(found.figures().optOutsOfClients, 1);
        QCOMPARE(found.figures().answers, 1);
        QVERIFY2(found.faults().filter(u"opt-out"_s).isEmpty(), qPrintable(found.faults().join(u'\n')));
        QVERIFY2(found.faults().filter(u"answer"_s).isEmpty(), qPrintable(found.faults().join(u'\n')));
    }

    void aClientsOptOutThatTheGatewayForgotIsLost()
    {
        decide(OptOutPayload{OptOutSource::Volunteer, {}, build::phone(0)});
        m_ledger.removeLast(); // Nor did they say it by themselves.
        m_ledger.removeLast();
        m_optOuts.clear();
        QVERIFY(says(u"the gateway does not hold it"_s));
    }

    void aTextThatTheGatewayHandedOverAfterAClientsOptOutIsSeen()
    {
        decide(OptOutPayload{OptOutSource::Volunteer, {}, build::phone(0)});
        auto late = text(u"00000000-0000-7000-8000-000000000001"_s, false); // Approved long before.
        late.insert(u"at"_s, kTakenAt + 1);
        m_ledger.prepend(late);
        QVERIFY(says(u"was with the gateway before the carrier got"_s));
        late.insert(u"at"_s, kTakenAt - 1);
        m_ledger.first() = late;
        QVERIFY(!says(u"was with the gateway before the carrier got"_s));
    }

    void aTextThatAClientApprovedAfterItsOwnOptOutIsSeen()
    {
        m_store->reopen();
        ApprovalMaker person(**m_store, m_store->clock(), m_store->random());
        const auto early = person.reply(build::contactId(0));
        QVERIFY(early);
        QVERIFY((*m_store)->claim({*early}).has_value());
        QVERIFY((*m_store)->resolve({{*early, OutboxEvent::Accept, {}}}).has_value());
        m_store->close();
        const auto optOut = decide(OptOutPayload{OptOutSource::Volunteer, {}, build::phone(0)});
        m_ledger.prepend(text(early->value, false));
        QVERIFY(!says(u"came before its own text"_s));
        // As if the text had been approved behind it.
        const auto store = Database::open({m_store->path()});
        QVERIFY(store.has_value());
        const auto later = u"0fffffff-ffff-7000-8000-000000000001"_s;
        QVERIFY((*store)->run(u"UPDATE outbox SET id = ? WHERE id = ?"_s, {later, early->value}).has_value());
        m_ledger.first() = text(later, false);
        QVERIFY2(says(u"came before its own text "_s + later), qPrintable(optOut));
    }

    void anAnswerThatIsNotTheGatewaysIsSeen()
    {
        decide(AnswerPayload{{u"step-1"_s}, u"Yes"_s});
        decide(AnswerPayload{{u"step-1"_s}, u"No"_s});
        m_key = m_store->key();
        QVERIFY(says(u"the answers of"_s)); // It has none,
        atGateway(u"INSERT INTO answers VALUES (?, 'step-1', 'Yes')"_s, {build::contactId(0).value});
        QVERIFY(says(u"the answers of"_s)); // or the one before.
    }

    void anAnswerThatNobodyRecordedIsSeen()
    {
        atGateway(u"INSERT INTO answers VALUES (?, 'step-1', 'Yes')"_s, {build::contactId(0).value});
        QVERIFY(says(u"nobody recorded the answers"_s));
    }

private:
    static constexpr qint64 kTakenAt = 1'000'000;

    void atGateway(const QString& sql, const QVariantList& values = {}) const
    {
        const auto gateway = Database::open({m_folder->filePath(u"gateway.db"_s)});
        if (!gateway || !(*gateway)->run(sql, values)) {
            qFatal("the gateway's database cannot be written");
        }
    }
    /// A decision about the first contact that the gateway took in and acknowledged.
    QString decide(const CommandPayload& payload)
    {
        m_store->reopen();
        const auto command = build::command(build::contactId(0), payload, m_store->clock().now(), m_store->random());
        if (!(*m_store)->record(command) || !(*m_store)->claim({command.id}) ||
            !(*m_store)->resolve({{command.id, OutboxEvent::Accept, {}}})) {
            qFatal("a decision was not taken");
        }
        m_store->close();
        atGateway(u"INSERT INTO commands VALUES (?, 0, 0, ?)"_s, {command.id.value, kTakenAt});
        return command.id.value;
    }
    QJsonObject text(const QString& id, bool confirmation) const
    {
        return {{u"what"_s, u"text"_s},
                {u"at"_s, 1},
                {u"id"_s, id},
                {u"to"_s, m_number},
                {u"confirmation"_s, confirmation},
                // Of "Hello".
                {u"sha256"_s, u"185f8db32271fe25f561a6fc938b2e264306ec304eda518007d1764826381969"_s}};
    }
    QJsonObject given(const QString& id, const QString& words) const
    {
        const QJsonObject reply{{u"kind"_s, u"reply"_s}, {u"id"_s, id}, {u"from"_s, m_number}, {u"text"_s, words}};
        return {{u"what"_s, u"given"_s}, {u"events"_s, QJsonArray{reply}}};
    }
    static QJsonObject settled() { return {{u"what"_s, u"settled"_s}}; }
    QStringList message(const QString& id, const QString& kind, const QString& words = u"Hello"_s) const
    {
        return {id, u"campaign"_s, build::contactId(0).value, m_number, kind, words, u"delivered"_s, {}};
    }
    QString write(const QString& name, const QByteArray& bytes) const
    {
        QFile file(m_folder->filePath(name));
        if (!file.open(QFile::WriteOnly) || file.write(bytes) != bytes.size()) {
            qFatal("a record cannot be written");
        }
        return file.fileName();
    }
    QString writeCsv(const QString& name, const QStringList& header, const QList<QStringList>& rows) const
    {
        auto bytes = Csv::line(header);
        for (const auto& row : rows) {
            bytes += Csv::line(row);
        }
        return write(name, bytes);
    }
    Reckoning reckon() const
    {
        QByteArray ledger;
        for (const auto& line : m_ledger) {
            ledger += QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
        }
        Reckoning::Files files;
        files.ledger = write(u"ledger"_s, ledger);
        files.messages = writeCsv(
            u"messages"_s,
            {u"id"_s, u"campaign"_s, u"contact"_s, u"number"_s, u"kind"_s, u"text"_s, u"delivery"_s, u"reason"_s},
            m_messages);
        files.gateway = m_folder->filePath(u"gateway.db"_s);
        files.optOuts = writeCsv(u"optouts"_s, {u"organisation"_s, u"number"_s}, m_optOuts);
        files.record = m_record;
        files.clients = {{u"client"_s, m_store->path(), m_key, write(u"notes"_s, m_notes)}};
        return Reckoning(files);
    }
    bool says(const QString& words) const { return reckon().faults().filter(words).size() == 1; }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<TempStore> m_store;
    QString m_reply;
    QString m_number;
    QList<QJsonObject> m_ledger;
    QList<QStringList> m_messages;
    QList<QStringList> m_optOuts;
    QByteArray m_notes;
    QByteArray m_key; ///< Empty: only what lies open is compared.
    QJsonObject m_record;
};

QTEST_GUILESS_MAIN(TestReckoning)
#include "tst_Reckoning.moc"
