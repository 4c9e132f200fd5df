#include "core/host/carrier/VoterPhrases.h"
#include "core/reading/HarshWords.h"
#include "core/reading/ReplyShield.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

/// Abuse and threats, as people write them.
const QStringList& hostile()
{
    static const QStringList kTexts{
        u"fuck you"_s,
        u"FUCK YOU AND YOUR CANDIDATE"_s,
        u"f*** you"_s,
        u"F**k off"_s,
        u"fck u"_s,
        u"f u c k   y o u"_s,
        u"f.u.c.k you"_s,
        u"fuuuuuck you all"_s,
        u"phuck you"_s,
        u"fvck you"_s,
        u"FU"_s,
        u"f u"_s,
        u"Eff you"_s,
        u"ｆｕｃｋ ｙｏｕ"_s,
        u"go to hell"_s,
        u"Rot in hell, all of you"_s,
        u"drop dead"_s,
        u"kiss my a**"_s,
        u"kiss my @ss"_s,
        u"eat sh!t"_s,
        u"eat $hit"_s,
        u"screw you"_s,
        u"you are an idiot"_s,
        u"1diots, every one of you, you morons"_s,
        u"You people are disgusting"_s,
        u"liar"_s,
        u"bunch of crooks"_s,
        u"kill yourself"_s,
        u"kys"_s,
        u"I know where you live"_s,
        u"I'm gonna kill you"_s,
        u"watch your back"_s,
        u"🖕"_s,
        u"🖕🏽🖕🏽"_s,
        u"vete a la mierda"_s,
        u"váyanse a la M1ERDA"_s,
        u"Vayanse al carajo todos"_s,
        u"chinga tu madre"_s,
        u"ch1ng@ tu madre"_s,
        u"hijo de puta"_s,
        u"hijos de la chingada"_s,
        u"HDP"_s,
        u"pendejos"_s,
        u"p3ndejo"_s,
        u"P*ndejos"_s,
        u"son unos rateros"_s,
        u"Su candidato es un payaso"_s,
        u"sinvergüenzas"_s,
        u"idiota"_s,
        u"púdranse"_s,
        u"coman mierda"_s,
        u"te voy a matar"_s,
        u"sé dónde vives"_s,
    };
    return kTexts;
}

/// What only sounds like it.
const QStringList& harmless()
{
    static const QStringList kTexts{
        u"damn right I'm voting"_s,
        u"Hell yes!"_s,
        u"hell no, I work that day"_s,
        u"Damn, I forgot to register"_s,
        u"Holy cow, already November?"_s,
        u"Yes, I'll be there"_s,
        u"Who is this?"_s,
        u"STOP"_s,
        u"basta"_s,
        u"Please stop texting me"_s,
        u"Wrong number"_s,
        u"I voted by mail in Scunthorpe"_s,
        u"My assignment is due, ask me later"_s,
        u"Can my class come along?"_s,
        u"I pass by the library on my way"_s,
        u"Shiitake soup tonight, voting tomorrow"_s,
        u"Is Dick Johnson on the ballot?"_s,
        u"Mr. Fu lives next door, this is his wife"_s,
        u"455"_s,
        u"I live at 455 Ash Street"_s,
        u"$10? Sure, count me in"_s,
        u"*really* excited to vote!!"_s,
        u"Rated 5***** stars, great team"_s,
        u"call me @ 5"_s,
        u"ana.ruiz@example.com"_s,
        u"do you know where my polling place is"_s,
        u"We'll beat them in November!"_s,
        u"You are dead right about the schools"_s,
        u"the lines kill me every time lol"_s,
        u"👍"_s,
        u"🎉🎉"_s,
        u"Sí, claro. ¿Dónde voto?"_s,
        u"Muchas gracias, muy amable"_s,
        u"No puedo, trabajo ese día"_s,
        u"¿Puedo llevar a mis hijos?"_s,
        u"El lugar queda por la computadora del pasillo"_s,
        u"Un cono de nieve y a votar"_s,
        u"Ya voté por correo"_s,
        u"Número equivocado"_s,
        u"Cuídate mucho"_s,
        u"mi perra tuvo cachorros, no voy a poder"_s,
    };
    return kTexts;
}

/// Foul or heated, and meant for nobody's face.
const QStringList& strong()
{
    static const QStringList kTexts{
        u"f*** off stop texting me"_s,
        u"fuck off and take me off your list"_s,
        u"stop fucking texting me"_s,
        u"stop with this bullshit, remove me"_s,
        u"fuck yes I'm voting"_s,
        u"no sh*t, I voted last week"_s,
        u"dejen de joder con los mensajes"_s,
        u"no me manden más mierda"_s,
        u"borren mi número, coño"_s,
    };
    return kTexts;
}

void rows(const QStringList& texts)
{
    QTest::addColumn<QString>("text");
    for (const auto& text : texts) {
        QTest::newRow(qPrintable(text)) << text;
    }
}

} // namespace

class tst_ReplyShield : public QObject
{
    Q_OBJECT
private slots:
    void abuseIsMaskedAtTheDefaultLevel_data() { rows(hostile()); }
    void abuseIsMaskedAtTheDefaultLevel()
    {
        QFETCH(const QString, text);
        QVERIFY(m_reader.hasModel());
        QVERIFY(ReplyShield::masks(ShieldLevel::Hostile, m_shield.read(text)));
        QVERIFY(ReplyShield::masks(ShieldLevel::Strong, m_shield.read(text)));
        QVERIFY(!ReplyShield::masks(ShieldLevel::Off, m_shield.read(text)));
    }

    void withoutAModelTheRulesStillMask_data() { rows(hostile()); }
    void withoutAModelTheRulesStillMask()
    {
        QFETCH(const QString, text);
        QCOMPARE(m_ruled.read(text), Harshness::Hostile);
    }

    void whatOnlySoundsLikeItIsShown_data() { rows(harmless()); }
    void whatOnlySoundsLikeItIsShown()
    {
        QFETCH(const QString, text);
        QCOMPARE(m_shield.read(text), Harshness::Mild);
        QCOMPARE(m_ruled.read(text), Harshness::Mild);
    }

    void foulWordsWithoutAbuseAreForTheStrongLevel_data() { rows(strong()); }
    void foulWordsWithoutAbuseAreForTheStrongLevel()
    {
        QFETCH(const QString, text);
        for (const auto* shield : {&m_shield, &m_ruled}) {
            QCOMPARE(shield->read(text), Harshness::Strong);
            QVERIFY(!ReplyShield::masks(ShieldLevel::Hostile, shield->read(text)));
            QVERIFY(ReplyShield::masks(ShieldLevel::Strong, shield->read(text)));
        }
    }

    void aThreatIsOneAlsoWhereItAsksToStop()
    {
        const auto text = u"stop texting me or I will kill you"_s;
        QVERIFY(m_reader.read(text).tier != OptOutTier::None);
        QCOMPARE(m_shield.read(text), Harshness::Hostile);
        QCOMPARE(m_ruled.read(text), Harshness::Hostile);
    }

    /// However it is dressed up it is the same word.
    void disguisesChangeNothing()
    {
        const QStringList words{u"fuck"_s,   u"shit"_s,    u"bitch"_s, u"asshole"_s, u"bullshit"_s,
                                u"mierda"_s, u"pendejo"_s, u"verga"_s, u"cabron"_s,  u"chingada"_s};
        const std::pair<QString, QString> stands[] = {{u"a"_s, u"4"_s}, {u"a"_s, u"@"_s}, {u"e"_s, u"3"_s},
                                                      {u"i"_s, u"1"_s}, {u"i"_s, u"!"_s}, {u"o"_s, u"0"_s},
                                                      {u"s"_s, u"5"_s}, {u"s"_s, u"$"_s}};
        for (const auto& word : words) {
            QStringList dressed{word, word.toUpper(), u"so "_s + word + u"!!!"_s, u"\""_s + word + u"\""_s};
            for (const auto& [letter, sign] : stands) {
                dressed << QString(word).replace(letter, sign);
            }
            for (qsizetype i = 1; i < word.size(); ++i) {
                dressed << QString(word).replace(i, 1, u"*"_s)
                        << word.left(i) + QString(4, word.at(i)) + word.mid(i + 1)
                        << word.left(i) + u'\u200B' + word.mid(i);
            }
            QString spelt;
            for (const auto letter : word) {
                spelt += letter;
                spelt += u' ';
            }
            dressed << spelt << QString(spelt).replace(u' ', u'.');
            for (const auto& text : dressed) {
                QVERIFY2(HarshWords::in(text).strong, qPrintable(text));
            }
        }
    }

    /// Sentences that were written apart from the model, with what they are.
    void aboutTheWholeSetOfReplies()
    {
        QFile file(QStringLiteral(TEXTBANK_SOURCE_DIR "/tests/core/reading/data/test.tsv"));
        QVERIFY(file.open(QFile::ReadOnly));
        auto hostiles = 0;
        auto masked = 0;
        auto maskedByRules = 0;
        auto others = 0;
        auto wrongly = 0;
        auto strongly = 0;
        auto wronglyByRules = 0;
        for (auto line = file.readLine(); !line.isEmpty(); line = file.readLine()) {
            const auto parts = QString::fromUtf8(line).remove(u'\n').split(u'\t');
            const auto harshness = m_shield.read(parts.value(2));
            const auto isHostile = parts.value(0) == u"hostile"_s;
            const auto rules = m_ruled.read(parts.value(2)) == Harshness::Hostile;
            const auto is = harshness == Harshness::Hostile;
            hostiles += isHostile ? 1 : 0;
            masked += isHostile && is ? 1 : 0;
            maskedByRules += isHostile && rules ? 1 : 0;
            others += isHostile ? 0 : 1;
            wrongly += !isHostile && is ? 1 : 0;
            wronglyByRules += !isHostile && rules ? 1 : 0;
            strongly += !isHostile && harshness == Harshness::Strong ? 1 : 0;
            if (qEnvironmentVariableIsSet("TEXTBANK_SHOW_MISREAD") &&
                (isHostile != is || harshness == Harshness::Strong || (rules && !isHostile))) {
                qInfo("%s, %d, rules %d: %s", qPrintable(parts.value(0)), static_cast<int>(harshness), rules,
                      qPrintable(parts.value(2)));
            }
        }
        qInfo("masked %d of %d hostile replies (rules alone %d), and %d of %d others (rules alone %d); strong %d",
              masked, hostiles, maskedByRules, wrongly, others, wronglyByRules, strongly);
        QVERIFY(hostiles > 200);
        QVERIFY(masked >= 0.93 * hostiles);
        QVERIFY(maskedByRules >= 0.5 * hostiles);
        QVERIFY(wrongly <= 0.02 * others);
        QVERIFY(wronglyByRules <= 0.01 * others);
        QVERIFY(strongly <= 0.05 * others);
    }

    void aRudeVoterOfThePracticeGatewayIsMasked_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("English") << u"en"_s;
        QTest::newRow("Spanish") << u"es"_s;
    }
    void aRudeVoterOfThePracticeGatewayIsMasked()
    {
        QFETCH(const QString, language);
        auto masked = 0;
        for (const auto& text : firstAnswers(VoterIntent::Rude, language)) {
            masked += ReplyShield::masks(ShieldLevel::Hostile, m_shield.read(text)) ? 1 : 0;
        }
        QVERIFY(masked > 0);
        for (const auto intent : {VoterIntent::Yes, VoterIntent::Question, VoterIntent::AlreadyDone, VoterIntent::No}) {
            for (const auto& text : firstAnswers(intent, language)) {
                QVERIFY2(m_shield.read(text) == Harshness::Mild, qPrintable(text));
            }
        }
    }

    void noTextIsMild()
    {
        for (const auto* number : {"455", "93650", "5", "4:30", "559-555-0132", "10%"}) {
            QCOMPARE(m_shield.read(QLatin1String(number)), Harshness::Mild);
        }
        QCOMPARE(m_shield.read({}), Harshness::Mild);
        QCOMPARE(m_shield.read(u"   \n"_s), Harshness::Mild);
    }

    /// A thread repaints often, and nobody can make a text that takes long.
    void readingStaysQuick()
    {
        const QStringList awkward{u"f"_s + QString(9000, u'*'),
                                  u"f*"_s + QString(u"u*c*"_s).repeated(2000),
                                  QString(u"you "_s).repeated(2500),
                                  QString(u"you are a "_s).repeated(1000) + u"x"_s,
                                  QString(10'000, u'$'),
                                  QString(u"a "_s).repeated(5000),
                                  QString(u"uvuvuv"_s).repeated(1600),
                                  QString(u"que de un "_s).repeated(1000)};
        for (const auto& text : awkward) {
            QElapsedTimer timer;
            timer.start();
            (void)m_shield.read(text);
            const auto first = timer.nsecsElapsed();
            timer.restart();
            for (int i = 0; i < 100; ++i) {
                (void)m_shield.read(text);
            }
            qInfo("%lld us, then %lld us", static_cast<long long>(first / 1000),
                  static_cast<long long>(timer.nsecsElapsed() / 100'000));
            QVERIFY(first < 500'000'000);
        }
    }

private:
    ReplyClassifier m_reader = ReplyClassifier::builtIn();
    ReplyClassifier m_rules{std::nullopt};
    ReplyShield m_shield{m_reader};
    ReplyShield m_ruled{m_rules};
};

QTEST_GUILESS_MAIN(tst_ReplyShield)
#include "tst_ReplyShield.moc"
