#include "core/compose/TemplateTrial.h"

#include "tests/support/Builders.h"

#include <QMap>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace textbank;
using Did = TemplateTrial::Did;

namespace {

/// A batch in memory, of which somebody may be taken away.
class People
{
public:
    explicit People(int count)
    {
        for (int i = 0; i < count; ++i) {
            const auto contact = build::contact(i);
            m_people.insert(contact.id, contact);
        }
    }
    Contact& at(int index) { return m_people[build::contactId(index)]; }
    void remove(int index) { m_people.remove(build::contactId(index)); }
    TemplateTrial::Batch batch(int count) const
    {
        TemplateTrial::Batch batch;
        for (int i = 0; i < count; ++i) {
            batch.order.append(build::contactId(i));
        }
        batch.find = [this](const ContactId& id) -> const Contact* {
            const auto found = m_people.constFind(id);
            return found == m_people.constEnd() ? nullptr : &*found;
        };
        return batch;
    }

private:
    QMap<ContactId, Contact> m_people;
};

Did finish(TemplateTrial& trial)
{
    auto did = trial.step();
    while (did == Did::Counted || did == Did::Sought) {
        did = trial.step();
    }
    return did;
}

} // namespace

class tst_TemplateTrial : public QObject
{
    Q_OBJECT
private slots:
    void showsOneAndCountsAll()
    {
        People people(8);
        people.at(3).firstName.clear();
        TemplateTrial trial(u"Sam Lee"_s);
        trial.setBatch(people.batch(8));
        trial.setText(u"Hi {firstName}, {texterFirstName} here{if State = \"TX\"} in Texas{end}"_s);
        QCOMPARE(trial.shown(), 0);
        QCOMPARE(trial.rendered().value(), u"Hi Ana, Sam here"_s);
        QVERIFY(!trial.isCounted());
        QCOMPARE(finish(trial), Did::Nothing);
        QVERIFY(trial.isCounted());
        QCOMPARE(trial.tally().contacts(), 8);
        QCOMPARE(trial.tally().taking(0), 1);
        QCOMPARE(trial.tally().taking(1), 7);
        QCOMPARE(trial.tally().blocked(), 1);
    }

    void goesRoundTheBatch()
    {
        const People people(3);
        TemplateTrial trial({});
        trial.setBatch(people.batch(3));
        trial.show(-1);
        QCOMPARE(trial.shown(), 2);
        trial.show(3);
        QCOMPARE(trial.shown(), 0);
    }

    void findsTheNextWhoIsBlockedOrTakesABranch()
    {
        People people(8);
        people.at(3).firstName.clear();
        people.at(6).firstName = u" "_s;
        TemplateTrial trial({});
        trial.setBatch(people.batch(8));
        trial.setText(u"{firstName}{if State = \"TX\"}{end}"_s);
        trial.seekBlocked();
        QCOMPARE(finish(trial), Did::Found);
        QCOMPARE(trial.shown(), 3);
        trial.seekBlocked();
        QCOMPARE(finish(trial), Did::Found);
        QCOMPARE(trial.shown(), 6);
        trial.seekBlocked();
        QCOMPARE(finish(trial), Did::Found); // Round the end.
        QCOMPARE(trial.shown(), 3);
        trial.seekTaking(0);
        QCOMPARE(finish(trial), Did::Found);
        QCOMPARE(trial.contact()->state, u"TX"_s);
        const auto texan = trial.shown();
        trial.seekTaking(0);
        QCOMPARE(finish(trial), Did::Found); // The only one: the same again.
        QCOMPARE(trial.shown(), texan);
        trial.setText(u"{firstName|x}"_s);
        trial.seekBlocked();
        QCOMPARE(finish(trial), Did::FoundNobody);
        QCOMPARE(trial.shown(), texan);
        QCOMPARE(finish(trial), Did::Nothing); // And goes on counting.
        QVERIFY(trial.isCounted());
    }

    void newTextForgetsWhatWasCountedAndSought()
    {
        const People people(5);
        TemplateTrial trial({});
        trial.setBatch(people.batch(5));
        finish(trial);
        trial.seekBlocked();
        trial.setText(u"x"_s);
        QVERIFY(!trial.isSeeking());
        QVERIFY(!trial.isCounted());
        QCOMPARE(trial.tally().contacts(), 0);
    }

    void namesThatNobodyHasAreKnownOnceEverybodyWasLookedAt()
    {
        const People people(5);
        TemplateTrial trial({});
        trial.setBatch(people.batch(5));
        trial.setText(u"{FristName} {Precint|x} {zip} {if PollingPlace}{end} {Horoscope}"_s);
        QVERIFY(trial.strangeNames().isEmpty());
        finish(trial);
        QCOMPARE(trial.strangeNames(), (QStringList{u"FristName"_s, u"Precint"_s, u"Horoscope"_s}));
        QCOMPARE(trial.names().nearest(u"FristName"_s), u"firstName"_s);
        QCOMPARE(trial.names().nearest(u"Precint"_s), u"Precinct"_s);
        QCOMPARE(trial.names().nearest(u"Horoscope"_s), QString());
        trial.setText(u"{Nick}"_s);
        QCOMPARE(trial.strangeNames(), QStringList{u"Nick"_s}); // The batch is the same.
    }

    void whoIsGoneIsPassedOver()
    {
        People people(4);
        TemplateTrial trial({});
        trial.setBatch(people.batch(4));
        trial.setText(u"{Nick}"_s);
        trial.show(2);
        people.remove(1);
        people.remove(3);
        finish(trial);
        QCOMPARE(trial.tally().contacts(), 2);
        trial.seekBlocked();
        QCOMPARE(finish(trial), Did::Found);
        QCOMPARE(trial.shown(), 0);
        trial.show(1);
        QVERIFY(!trial.contact());
        QVERIFY(!trial.rendered());
        trial.setBatch(people.batch(4)); // Whoever was shown stays, by their id.
        QCOMPARE(trial.shown(), 1);
    }

    void anEmptyBatchIsNoProblem()
    {
        TemplateTrial trial(u"Sam"_s);
        trial.setText(u"Hi {texterFirstName}, {firstName}"_s);
        QCOMPARE(trial.shown(), -1);
        QCOMPARE(finish(trial), Did::Nothing);
        trial.seekBlocked();
        QCOMPARE(finish(trial), Did::Nothing);
        trial.show(3);
        QVERIFY(!trial.contact());
        QCOMPARE(trial.rendered().error().field, u"firstName"_s);
        QVERIFY(trial.strangeNames().isEmpty());
    }

    void everyContactHasTheStandardNames()
    {
        const auto fields = MergeFields::of({}, {});
        for (const auto& name : MergeFields::standardNames()) {
            QVERIFY2(!fields.value(name).isNull(), qPrintable(name));
        }
        FieldNames names;
        QCOMPARE(names.all(), MergeFields::standardNames());
        names.add(build::contact(0));
        names.add(build::contact(1));
        QCOMPARE(names.all().size(), MergeFields::standardNames().size() + 2);
        QVERIFY(names.knows(u"polling_place"_s));
    }

    void knowsWhatIsBeingWritten_data()
    {
        QTest::addColumn<QString>("text"); // The cursor is at the bar below.
        QTest::addColumn<QString>("written");
        const auto row = [](const char* name, const QString& text, const QString& written) {
            QTest::newRow(name) << text << written;
        };
        row("opened", u"Hi {^"_s, u""_s);
        row("begun", u"Hi {Fir^"_s, u"Fir"_s);
        row("in the middle", u"Hi {Fir^st} you"_s, u"Fir"_s);
        row("blanks", u"{ First N^"_s, u"First N"_s);
        row("condition", u"{if St^"_s, u"St"_s);
        row("other condition", u"{if a}{ELIF ^"_s, u""_s);
        row("a word like it", u"{iffy^"_s, u"iffy"_s);
        row("behind literal braces", u"{{{a^"_s, u"a"_s);
        const QString nothing;
        row("text", u"Hi^"_s, nothing);
        row("literal brace", u"{{a^"_s, nothing);
        row("fallback", u"{a|b^"_s, nothing);
        row("value", u"{if a = \"T^"_s, nothing);
        row("closed", u"{a}b^"_s, nothing);
        row("another line", u"{a\nb^"_s, nothing);
        row("far away", u"{"_s + u"a"_s.repeated(200) + u"^"_s, nothing);
    }
    void knowsWhatIsBeingWritten()
    {
        QFETCH(QString, text);
        QFETCH(QString, written);
        const auto cursor = static_cast<int>(text.indexOf(u'^'));
        text.remove(cursor, 1);
        const auto found = nameInProgress(text, cursor);
        QCOMPARE(found.has_value(), !written.isNull());
        if (found) {
            QCOMPARE(found->written, written);
            QCOMPARE(found->position + found->written.size(), cursor);
        }
        for (int any = -1; any <= text.size() + 1; ++any) {
            (void)nameInProgress(text, any);
        }
    }
};

QTEST_GUILESS_MAIN(tst_TemplateTrial)
#include "tst_TemplateTrial.moc"
