#include "ui/TextOffers.h"
#include "ui/Words.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace textbank;

/// What is said of a text: which characters make it longer, what was found, what is offered.
class tst_TextWords : public QObject
{
    Q_OBJECT
private slots:
    void whatMakesATextLongerIsNamedOnce()
    {
        const auto text = u"\u2019\U0001F642\u2019 \u00E1 ok\u200B\u00A0"_s;
        QCOMPARE(words::culprits(text, countSegments(text).culprits), u"\u2019 \U0001F642 \u00E1 U+200B U+00A0"_s);
        QCOMPARE(words::culprits(u"plain"_s, countSegments(u"plain"_s).culprits), QString());
        const auto many = u"\u0430\u0431\u0432\u0433\u0434\u0435\u0436\u0437"_s;
        QCOMPARE(words::culprits(many, countSegments(many).culprits).split(u' ').size(), 6);
    }

    void whatBlocksIsSaidFirstAndTheRestIsCounted()
    {
        const auto text = u"PLEASE COME AND VOTE, see bit.ly/a, [name]"_s;
        const auto findings = checkMessage(text, SendKind::FirstMessage, {});
        QCOMPARE(findings.size(), 5);
        const auto said = words::checks(findings, text, 2);
        QCOMPARE(said.size(), 3);
        QVERIFY(said.at(0).contains(u"[name]"_s)); // It alone blocks.
        QVERIFY(said.at(2).contains(u'3'));
        QCOMPARE(words::checks(findings, text, 9).size(), 5);
    }

    void whatIsOfferedNamesTheChange()
    {
        const CheckContext context{{}, u"Fairview"_s, {}, u"Ana"_s};
        const auto labels = [&](const QString& text) {
            QStringList all;
            for (const auto& offer : textOffers(checkMessage(text, SendKind::FirstMessage, {}, context), text)) {
                all.append(offer.label);
                QVERIFY2([&] { return offer.mend.appliedTo(text) != text; }(), qPrintable(offer.label));
            }
            offers = all;
        };
        labels(u"Hi [name], XXX at six. Reply STOP to end"_s);
        QCOMPARE(offers, (QStringList{u"Put in “Ana”"_s, u"Take out “XXX”"_s, u"Add “Fairview”"_s}));
        labels(u"This is Sam. It\u2019s on, reply STOP "_s + QString(60, u'a'));
        QCOMPARE(offers, QStringList{u"Use plain quotes and dashes: 1 instead of 2 segments"_s});
        labels(u"This is Sam. Reply STOP"_s);
        QVERIFY(offers.isEmpty());
    }

private:
    QStringList offers;
};

QTEST_MAIN(tst_TextWords)
#include "tst_TextWords.moc"
