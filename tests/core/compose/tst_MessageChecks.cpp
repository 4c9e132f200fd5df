#include "core/compose/MessageChecks.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

QList<CheckKind> kinds(const QList<CheckFinding>& findings)
{
    QList<CheckKind> out;
    for (const auto& finding : findings) {
        out.append(finding.kind);
    }
    return out;
}

const auto kGood = u"Hi Ana, this is Sam with Fairview Votes. Will you vote? Reply STOP to opt out"_s;

} // namespace

class tst_MessageChecks : public QObject
{
    Q_OBJECT
private slots:
    void aGoodFirstMessagePasses() { QVERIFY(checkMessage(kGood, SendKind::FirstMessage, {}).isEmpty()); }
    void aShortReplyPasses() { QVERIFY(checkMessage(u"Thanks!"_s, SendKind::Reply, {}).isEmpty()); }
    void nothingToSendBlocks()
    {
        for (const auto& text : {u""_s, u"  \n"_s, u"\u200B\uFEFF"_s}) {
            const auto findings = checkMessage(text, SendKind::Reply, {});
            QCOMPARE(kinds(findings), QList{CheckKind::Empty});
            QVERIFY(findings.front().blocks);
        }
    }
    void leftoversBlockWithTheirPlace_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("position");
        QTest::addColumn<int>("length");
        QTest::newRow("brace") << u"Hi {name"_s << 3 << 1;
        QTest::newRow("undefined") << u"Hi undefined, ok"_s << 3 << 9;
        QTest::newRow("null") << u"Hi null"_s << 3 << 4;
        QTest::newRow("square") << u"Hi [First Name]!"_s << 3 << 12;
        QTest::newRow("angle") << u"Hi <name>!"_s << 3 << 6;
        QTest::newRow("XXX") << u"at XXXX today"_s << 3 << 4;
    }
    void leftoversBlockWithTheirPlace()
    {
        QFETCH(QString, text);
        QFETCH(int, position);
        QFETCH(int, length);
        QCOMPARE(checkMessage(text, SendKind::Reply, {}),
                 (QList<CheckFinding>{{CheckKind::Leftover, true, position, length}}));
    }
    void ordinaryWordsAreNoLeftovers()
    {
        for (const auto& text :
             {u"Ms. Null, the vote is null-free? 3 < 4 > 2"_s.replace(u"null-free"_s, u"nullified"_s),
              u"Size XX, [1], x<3"_s, u"Super Bowl XXX1"_s}) {
            QVERIFY2(checkMessage(text, SendKind::Reply, {}).isEmpty(), qPrintable(text));
        }
    }
    void theNamedWordingBlocksOnlyInAFirstMessage()
    {
        Policy policy;
        policy.identityWording = u"Sam with  Fairview’s Votes"_s;
        policy.optOutWording = u"Text STOP to end"_s;
        const auto findings = checkMessage(u"Hello there"_s, SendKind::FirstMessage, policy);
        QCOMPARE(kinds(findings), (QList{CheckKind::IdentityMissing, CheckKind::OptOutWordingMissing}));
        QVERIFY(findings.at(0).blocks && findings.at(1).blocks);
        QVERIFY(checkMessage(u"Hello there"_s, SendKind::Reply, policy).isEmpty());
        QVERIFY(checkMessage(u"It's sam WITH Fairview's votes. text stop\nto end"_s, SendKind::FirstMessage, policy)
                    .isEmpty());
    }
    void withoutANamedWordingItWarns()
    {
        const auto findings = checkMessage(u"Vote!"_s, SendKind::FirstMessage, {});
        QCOMPARE(kinds(findings), (QList{CheckKind::IdentityMissing, CheckKind::OptOutWordingMissing}));
        QVERIFY(!findings.at(0).blocks && !findings.at(1).blocks);
        QVERIFY(checkMessage(u"Hola, soy Sam. Responda ALTO para salir"_s, SendKind::FirstMessage, {}).isEmpty());
    }
    void publicShortenersWarn()
    {
        const auto findings = checkMessage(u"See https://bit.ly/abc1 or www.tinyurl.com/x"_s, SendKind::Reply, {});
        QCOMPARE(findings, (QList<CheckFinding>{{CheckKind::PublicShortener, false, 4, 19},
                                                {CheckKind::PublicShortener, false, 27, 17}}));
        for (const auto& text : {u"rabbit.ly/x"_s, u"bit.lying"_s, u"t.com/x t.co.uk"_s, u"me@t.co"_s, u"vote.org"_s}) {
            QVERIFY2(checkMessage(text, SendKind::Reply, {}).isEmpty(), qPrintable(text));
        }
    }
    void moreThanTenSegmentsBlock()
    {
        QVERIFY(checkMessage(QString(1530, u'a'), SendKind::Reply, {}).isEmpty());
        QCOMPARE(kinds(checkMessage(QString(1531, u'a'), SendKind::Reply, {})), QList{CheckKind::TooLong});
    }
};

QTEST_GUILESS_MAIN(tst_MessageChecks)
#include "tst_MessageChecks.moc"
