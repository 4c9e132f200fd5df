#include "core/compose/MessageChecks.h"

#include <QtTest>
#include <array>
#include <rapidcheck.h>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

QList<TextCheck> kinds(const QList<CheckFinding>& findings)
{
    QList<TextCheck> out;
    for (const auto& finding : findings) {
        out.append(finding.check);
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
            QCOMPARE(kinds(findings), QList{TextCheck::Empty});
            QVERIFY(findings.front().blocks);
        }
    }
    void leftoversBlockWithTheirPlace_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("check");
        QTest::addColumn<int>("position");
        QTest::addColumn<int>("length");
        QTest::addColumn<QString>("mended");
        const auto row = [](const QString& text, TextCheck check, int position, int length, const QString& mended) {
            QTest::newRow(qPrintable(text)) << text << static_cast<int>(check) << position << length << mended;
        };
        row(u"Hi {name"_s, TextCheck::Leftover, 3, 1, {}); // What was meant only a person knows.
        row(u"Hi undefined, ok"_s, TextCheck::Suspicious, 3, 9, u"Hi, ok"_s);
        row(u"Hi null"_s, TextCheck::Suspicious, 3, 4, u"Hi"_s);
        row(u"Hi [First Name]!"_s, TextCheck::Suspicious, 3, 12, u"Hi!"_s);
        row(u"Hi <name>!"_s, TextCheck::Suspicious, 3, 6, u"Hi!"_s);
        row(u"Hi <<Name>>!"_s, TextCheck::Suspicious, 3, 8, u"Hi!"_s);
        row(u"Hi *|FNAME|*!"_s, TextCheck::Suspicious, 3, 9, u"Hi!"_s);
        row(u"Hi %FIRSTNAME%!"_s, TextCheck::Suspicious, 3, 11, u"Hi!"_s);
        row(u"Hi $name!"_s, TextCheck::Suspicious, 3, 5, u"Hi!"_s);
        row(u"Hi first_name!"_s, TextCheck::Suspicious, 3, 10, u"Hi!"_s);
        row(u"at XXXX today"_s, TextCheck::Suspicious, 3, 4, u"at today"_s);
        row(u"Vote at #REF! today"_s, TextCheck::Suspicious, 8, 5, u"Vote at today"_s);
        row(u"Go to [object Object] now"_s, TextCheck::Suspicious, 6, 15, u"Go to now"_s);
        row(u"Hi insert name here, ok"_s, TextCheck::Suspicious, 3, 16, u"Hi, ok"_s);
        row(u"Hi "_s + QChar(1) + u"Ana"_s, TextCheck::Leftover, 3, 1, u"Hi Ana"_s);
        row(u"Hi "_s + QChar(0) + u"Ana"_s, TextCheck::Leftover, 3, 1, u"Hi Ana"_s);
        row(u"Hi "_s + QChar(0xD83D) + u"Ana"_s, TextCheck::Leftover, 3, 1, u"Hi Ana"_s);
    }
    void leftoversBlockWithTheirPlace()
    {
        QFETCH(QString, text);
        QFETCH(int, check);
        QFETCH(int, position);
        QFETCH(int, length);
        QFETCH(QString, mended);
        const auto findings = checkMessage(text, SendKind::Reply, {});
        QCOMPARE(findings.size(), 1);
        const auto& found = findings.front();
        QCOMPARE(static_cast<int>(found.check), check);
        QVERIFY(found.blocks);
        QCOMPARE(found.position, position);
        QCOMPARE(found.length, length);
        QCOMPARE(found.mend.has_value(), !mended.isEmpty());
        if (found.mend) {
            QCOMPARE(found.mend->appliedTo(text), mended);
            QVERIFY(checkMessage(mended, SendKind::Reply, {}).isEmpty());
        }
    }
    void oddSignsWarn()
    {
        const auto name = u"Hi , ok \u202Eabc "_s + u"e"_s + QString(9, QChar(0x0301));
        const auto findings = checkMessage(name, SendKind::Reply, {});
        QCOMPARE(findings.size(), 3);
        auto text = name;
        for (auto it = findings.crbegin(); it != findings.crend(); ++it) {
            QVERIFY(!it->blocks);
            QVERIFY(it->check == TextCheck::Suspicious);
        }
        // Each offer ends its own finding.
        for (auto left = findings; !left.isEmpty(); left = checkMessage(text, SendKind::Reply, {})) {
            const auto before = left.size();
            text = left.front().mend->appliedTo(text);
            QVERIFY(checkMessage(text, SendKind::Reply, {}).size() < before);
        }
        QCOMPARE(text, u"Hi, ok abc e\u0301\u0301\u0301"_s);
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
        QCOMPARE(kinds(findings), (QList{TextCheck::Identity, TextCheck::OptOutWording}));
        QVERIFY(findings.at(0).blocks && findings.at(1).blocks);
        QCOMPARE(findings.at(0).wanted, u"Sam with Fairview’s Votes"_s);
        auto mended = findings.at(1).mend->appliedTo(u"Hello there"_s);
        QCOMPARE(mended, u"Hello there. Text STOP to end"_s);
        mended = checkMessage(mended, SendKind::FirstMessage, policy).front().mend->appliedTo(mended);
        QVERIFY(checkMessage(mended, SendKind::FirstMessage, policy).isEmpty());
        QVERIFY(checkMessage(u"Hello there"_s, SendKind::Reply, policy).isEmpty());
        QVERIFY(checkMessage(u"It's sam WITH Fairview's votes. text stop\nto end"_s, SendKind::FirstMessage, policy)
                    .isEmpty());
    }
    void withoutANamedWordingItWarns()
    {
        const auto findings = checkMessage(u"Vote!"_s, SendKind::FirstMessage, {});
        QCOMPARE(kinds(findings), (QList{TextCheck::Identity, TextCheck::OptOutWording}));
        QVERIFY(!findings.at(0).blocks && !findings.at(1).blocks);
        QVERIFY(checkMessage(u"Hola, soy Sam. Responda ALTO para salir"_s, SendKind::FirstMessage, {}).isEmpty());
    }
    void publicShortenersWarn()
    {
        const auto findings = checkMessage(u"See https://bit.ly/abc1 or www.tinyurl.com/x"_s, SendKind::Reply, {});
        QCOMPARE(findings, (QList<CheckFinding>{{TextCheck::PublicShortener, false, 4, 19, {}, {}},
                                                {TextCheck::PublicShortener, false, 27, 17, {}, {}}}));
        QCOMPARE(checkMessage(u"See (bit.ly/a1), or t.co/b."_s, SendKind::Reply, {}),
                 (QList<CheckFinding>{{TextCheck::PublicShortener, false, 5, 9, {}, {}},
                                      {TextCheck::PublicShortener, false, 20, 6, {}, {}}}));
        for (const auto& text : {u"rabbit.ly/x"_s, u"bit.lying"_s, u"t.com/x t.co.uk"_s, u"me@t.co"_s, u"vote.org"_s}) {
            QVERIFY2(checkMessage(text, SendKind::Reply, {}).isEmpty(), qPrintable(text));
        }
    }
    void aDisclosureIsAskedOfItsStateAlone()
    {
        const auto plain = u"Hi Ana, Sam here. Will you vote? Reply STOP to opt out"_s;
        Policy policy;
        policy.checks = {{TextCheck::Identity, CheckLevel::Off}};
        const CheckContext california{{u"CA"_s}, u"Fairview Votes"_s, {}, {}};
        const auto findings = checkMessage(plain, SendKind::FirstMessage, policy, california);
        QCOMPARE(kinds(findings), QList{TextCheck::Disclosure});
        QVERIFY(!findings.front().blocks);
        const auto mended = findings.front().mend->appliedTo(plain);
        QCOMPARE(mended, plain + u". Paid for by Fairview Votes"_s);
        QVERIFY(checkMessage(mended, SendKind::FirstMessage, policy, california).isEmpty());
        QVERIFY(checkMessage(kGood, SendKind::FirstMessage, policy, california).isEmpty()); // "with Fairview Votes"
        QVERIFY(checkMessage(plain, SendKind::FirstMessage, policy, {{u"NV"_s}, {}, {}, {}}).isEmpty());
        QVERIFY(checkMessage(plain, SendKind::FirstMessage, policy, {}).isEmpty());
        QVERIFY(checkMessage(plain, SendKind::Reply, policy, california).isEmpty());

        // The word alone is none, in either language; whose it is follows.
        for (const auto& more : {u" Come with us"_s, u" ¿Podemos contar con su voto?"_s, u" with Fairview"_s}) {
            QCOMPARE(kinds(checkMessage(plain + more, SendKind::FirstMessage, policy, california)),
                     QList{TextCheck::Disclosure});
        }
        for (const auto& more : {u" I'm WITH the Fairview Votes team"_s, u" Soy Sam, con Fairview Votes"_s}) {
            QVERIFY(checkMessage(plain + more, SendKind::FirstMessage, policy, california).isEmpty());
        }
        const CheckContext spanish{{u"CA"_s}, u"Fairview Votes"_s, u"es-US"_s, {}};
        QVERIFY(checkMessage(plain, SendKind::FirstMessage, policy, spanish)
                    .front()
                    .mend->text.endsWith(u"Pagado por Fairview Votes"_s));

        policy.disclosures = {{{}, {u"Paid for by Fairview"_s}, CheckLevel::Block}};
        QVERIFY(anyBlocks(checkMessage(plain, SendKind::FirstMessage, policy, {})));
        QVERIFY(anyBlocks(checkMessage(plain + u" Unpaid for by Fairviews"_s, SendKind::FirstMessage, policy, {})));
        policy.checks.append({TextCheck::Disclosure, CheckLevel::Off});
        QVERIFY(checkMessage(plain, SendKind::FirstMessage, policy, {}).isEmpty());
    }
    void shoutingWarnsAndIsCalmed_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("calm");
        QTest::newRow("a sentence") << u"Hi Ana. VOTE FOR YOUR SCHOOLS TODAY. Ok?"_s
                                    << u"Hi Ana. Vote for your schools today. Ok?"_s;
        QTest::newRow("the whole") << u"DO YOU HAVE A PLAN"_s << u"Do you have a plan"_s;
        QTest::newRow("with marks") << u"PLEASE COME AND VOTE!!! Ok"_s << u"Please come and vote! Ok"_s;
        QTest::newRow("marks") << u"Vote today!!!! Will you?!?"_s << u"Vote today! Will you?"_s;
        QTest::newRow("Spanish") << u"¡NECESITAMOS SU AYUDA MAÑANA!"_s << u"¡Necesitamos su AYUDA mañana!"_s;
    }
    void shoutingWarnsAndIsCalmed()
    {
        QFETCH(QString, text);
        QFETCH(QString, calm);
        auto findings = checkMessage(text, SendKind::Reply, {});
        QVERIFY(!findings.isEmpty());
        while (!findings.isEmpty()) {
            QVERIFY(findings.front().check == TextCheck::Shouting && !findings.front().blocks);
            text = findings.front().mend->appliedTo(text);
            findings = checkMessage(text, SendKind::Reply, {});
        }
        QCOMPARE(text, calm);
    }
    void namesStayAsTheyAreWritten()
    {
        const CheckContext context{{}, u"Valley Votes"_s, {}, u"Pia"_s};
        const auto shouted = u"THIS IS VALLEY VOTES FOR PIA"_s;
        QCOMPARE(checkMessage(shouted, SendKind::Reply, {}, context).front().mend->appliedTo(shouted),
                 u"This is Valley Votes for Pia"_s);
        const std::array<std::array<QString, 3>, 4> inWords{{
            {u"Al"_s, u"PLEASE CALL TODAY AL"_s, u"Please call today Al"_s},
            {u"Al"_s, u"WE ALL NEED AL'S VOTE"_s, u"We all need Al's vote"_s},
            {u"T"_s, u"WE DON'T KNOW ANYBODY ELSE"_s, u"We don't know anybody else"_s},
            {u"Ana"_s, u"LA VOIX D'ANA COMPTE"_s, u"La voix d'Ana compte"_s},
        }};
        for (const auto& [name, words, calm] : inWords) {
            QCOMPARE(checkMessage(words, SendKind::Reply, {}, {{}, {}, {}, name}).front().mend->appliedTo(words), calm);
        }
        for (const auto& text :
             {u"Hi [name], ok"_s, u"Hi [First Name], ok"_s, u"Hi <<name>>, ok"_s, u"Hi %FNAME%, ok"_s}) {
            QCOMPARE(checkMessage(text, SendKind::Reply, {}, context).front().mend->appliedTo(text), u"Hi Pia, ok"_s);
        }
        QCOMPARE(checkMessage(u"Hi [last name], ok"_s, SendKind::Reply, {}, context).front().mend->text, QString());
    }
    void whatIsWrittenInCapitalsIsNotShouted()
    {
        for (const auto& text : {u"Reply STOP, HELP or YES"_s, u"The NAACP and ACLU sued"_s, u"JOHN SMITH, ok!"_s,
                                 u"Meet at P.S. 123 NW 4TH ST"_s, u"Really!! Ok??"_s, u"USA! USA! USA!"_s}) {
            QVERIFY2(checkMessage(text, SendKind::Reply, {}).isEmpty(), qPrintable(text));
        }
    }
    void thePolicyChoosesTheLevel()
    {
        Policy policy;
        policy.checks = {{TextCheck::Shouting, CheckLevel::Block},
                         {TextCheck::Suspicious, CheckLevel::Warn},
                         {TextCheck::PublicShortener, CheckLevel::Off},
                         {TextCheck::Leftover, CheckLevel::Off}};
        const auto findings = checkMessage(u"Hi {x [name] bit.ly/a DO YOU HAVE PLANS"_s, SendKind::Reply, policy);
        QCOMPARE(kinds(findings), (QList{TextCheck::Leftover, TextCheck::Suspicious, TextCheck::Shouting}));
        QVERIFY(findings.at(0).blocks); // Whatever was chosen.
        QVERIFY(!findings.at(1).blocks);
        QVERIFY(findings.at(2).blocks);
    }
    void aLongTextIsOfferedPlainPunctuation()
    {
        Policy policy;
        policy.maxSegments = 1;
        const auto text = u"It\u2019s "_s + QString(100, u'a');
        const auto findings = checkMessage(text, SendKind::Reply, policy);
        QCOMPARE(kinds(findings), QList{TextCheck::TooLong});
        QCOMPARE(findings.front().mend->appliedTo(text), u"It's "_s + QString(100, u'a'));
        QVERIFY(!checkMessage(QString(170, u'a'), SendKind::Reply, policy).front().mend);
        QVERIFY(!plainPunctuationMend(u"It\u2019s"_s)); // One segment either way.
        QVERIFY(!plainPunctuationMend(u"\u2019\u00E1"_s + QString(100, u'a')));
    }
    void anyTextHasItsFindingsInIt()
    {
        const auto holds = rc::check("findings lie in the text and mends can be made", [] {
            const auto length = *rc::gen::inRange(0, 60);
            static const auto kPieces = QStringList{u"{"_s,
                                                    u"}"_s,
                                                    u"[a]"_s,
                                                    u" ,"_s,
                                                    u"!!!"_s,
                                                    u"VOTE NOW PLEASE"_s,
                                                    u"bit.ly/x"_s,
                                                    u" "_s,
                                                    u"é"_s,
                                                    u"\u202E"_s,
                                                    u"a"_s,
                                                    u"$name"_s,
                                                    QString(QChar(0xD800)),
                                                    QString(QChar(0xDC00)),
                                                    QString(QChar(0)),
                                                    QString(QChar(0x0301)),
                                                    u"İ"_s,
                                                    u"ẞ"_s,
                                                    u"ŉ"_s};
            QString text;
            for (int i = 0; i < length; ++i) {
                text += kPieces.at(*rc::gen::inRange(0, static_cast<int>(kPieces.size())));
            }
            Policy policy;
            policy.maxSegments = 1;
            for (const auto kind : {SendKind::FirstMessage, SendKind::Reply}) {
                for (const auto& finding : checkMessage(text, kind, policy, {{u"CA"_s}, u"F"_s, {}, u"Ana"_s})) {
                    RC_ASSERT(finding.position >= 0 && finding.length >= 0);
                    RC_ASSERT(finding.position + finding.length <= text.size());
                    if (finding.mend) {
                        RC_ASSERT(finding.mend->position >= 0 && finding.mend->length >= 0);
                        RC_ASSERT(finding.mend->position + finding.mend->length <= text.size());
                        RC_ASSERT(finding.mend->appliedTo(text) != text);
                    }
                }
            }
        });
        QVERIFY(holds);
    }
    void hugeTextsAreCheckedAtOnce()
    {
        for (const auto& piece : {u"{"_s, u"["_s, u"<a "_s, u"_"_s, u"!"_s, u"A "_s, u"$a"_s, u"%a"_s, u"b.l/"_s,
                                  QString(QChar(0x0301)), QString(QChar(0xD800)), u"insert a "_s}) {
            const auto findings = checkMessage(piece.repeated(100'000 / piece.size()), SendKind::FirstMessage, {});
            QVERIFY(!findings.isEmpty());
        }
    }
    void moreThanTenSegmentsBlock()
    {
        QVERIFY(checkMessage(QString(1530, u'a'), SendKind::Reply, {}).isEmpty());
        QCOMPARE(kinds(checkMessage(QString(1531, u'a'), SendKind::Reply, {})), QList{TextCheck::TooLong});
    }
};

QTEST_GUILESS_MAIN(tst_MessageChecks)
#include "tst_MessageChecks.moc"
