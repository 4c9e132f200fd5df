#include "core/review/Finder.h"
#include "core/review/ReplyMask.h"
#include "tests/core/review/DeskFixture.h"

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

/// The desks, reading by rules alone: what they hear is known.
class Masked : public DeskFixture
{
public:
    Masked() { sendFirst(3); }
    bool reply(int contact, const QString& text)
    {
        temp.clock().advance(Seconds(1));
        return apply(build::reply(id(contact), text, temp.clock().now(), u"reply-%1"_s.arg(++replies)));
    }

    ReplyClassifier rules{std::nullopt};
    ReplyShield shield{rules};
    ReplyMask mask{shield};
    int replies = 0;
};

} // namespace

class tst_ReplyMask : public QObject
{
    Q_OBJECT
private slots:
    void theLevelDecides()
    {
        Masked f;
        QSignalSpy told(&f.mask, &ReplyMask::levelChanged);
        QVERIFY(f.mask.level() == ShieldLevel::Hostile);
        QVERIFY(f.mask.covers(u"go to hell"_s));
        QVERIFY(!f.mask.covers(u"fuck yes"_s));
        f.mask.setLevel(ShieldLevel::Strong);
        f.mask.setLevel(ShieldLevel::Strong);
        QCOMPARE(told.size(), 1);
        QVERIFY(f.mask.covers(u"fuck yes"_s));
        f.mask.setLevel(ShieldLevel::Off);
        QVERIFY(!f.mask.covers(u"go to hell"_s));
    }

    void nothingOfOursIsCovered()
    {
        Masked f;
        Message message;
        message.text = u"go to hell"_s;
        QVERIFY(f.mask.covers(message));
        message.direction = Direction::Outgoing;
        QVERIFY(!f.mask.covers(message));
    }

    void oneMessageIsRevealedAndHidden()
    {
        Masked f;
        QSignalSpy told(&f.mask, &ReplyMask::revealedChanged);
        f.mask.reveal({u"a"_s});
        f.mask.reveal({u"a"_s});
        QVERIFY(f.mask.isRevealed({u"a"_s}));
        QVERIFY(!f.mask.isRevealed({u"b"_s}));
        f.mask.hide({u"b"_s});
        QCOMPARE(told.size(), 1);
        f.mask.hide({u"a"_s});
        QVERIFY(!f.mask.isRevealed({u"a"_s}));
        QCOMPARE(told.size(), 2);
    }

    void aPreviewIsAsHarshAsTheWholeOfItsMessage()
    {
        Masked f;
        InboxSession inbox(f.store(), *f.approver, *f.undo, f.temp.clock(), f.temp.random(), u"Robin Hale"_s, nullptr,
                           &f.shield);
        const QString late = QString(u"the bus was late again and "_s).repeated(8) + u"you can go to hell"_s;
        QVERIFY(f.reply(0, late));
        QVERIFY(f.reply(1, u"go to hell"_s));
        QVERIFY(f.reply(1, u"sorry, thanks for writing"_s));
        QCOMPARE(inbox.lines().size(), 2);
        QVERIFY(!inbox.lines().at(0).preview.contains(u"hell"_s));
        QVERIFY(inbox.lines().at(0).harshness == Harshness::Hostile);
        QVERIFY(inbox.lines().at(1).harshness == Harshness::Mild);
        QVERIFY(f.reply(1, u"go to hell"_s));
        QVERIFY(inbox.lines().at(1).harshness == Harshness::Hostile);
        // As they are read at the start.
        const InboxSession again(f.store(), *f.approver, *f.undo, f.temp.clock(), f.temp.random(), u"Robin Hale"_s,
                                 nullptr, &f.shield);
        QCOMPARE(again.lines().size(), 2);
        for (const auto& line : again.lines())
            QVERIFY(line.harshness == Harshness::Hostile);
    }

    void whatIsFoundIsAsHarshAsTheWholeOfItsMessage()
    {
        Masked f;
        Finder finder(f.store(), &f.shield);
        QVERIFY(f.reply(0, u"zebra "_s + QString(u"and so on "_s).repeated(30) + u"go to hell"_s));
        QVERIFY(f.reply(1, u"the zebra crossing by the library"_s));
        const auto hits = finder.find(u"zebra"_s);
        QCOMPARE(hits.size(), 2);
        for (const auto& hit : hits)
            QCOMPARE(hit.harshness, hit.contact == Masked::id(0) ? Harshness::Hostile : Harshness::Mild);
    }
};

QTEST_GUILESS_MAIN(tst_ReplyMask)
#include "tst_ReplyMask.moc"
