#include "core/policy/OptOutWords.h"

#include <QtTest>

#ifdef TEXTBANK_HAS_RAPIDCHECK
#include <rapidcheck.h>
#endif

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

const QStringList& certain()
{
    static const QStringList kTexts{
        u"STOP"_s,         u"stop."_s,
        u" Stop!! "_s,     u"“Stop!”"_s,
        u"\"STOP\""_s,     u"S T O P"_s,
        u"S.T.O.P."_s,     u"s-t-o-p"_s,
        u"ＳＴＯＰ"_s,     u"ЅТОР"_s,
        u"ΣΤΟΡ"_s,         u"STOP 🛑"_s,
        u"🛑stop🛑"_s, u"s\u200Bt\u200Bo\u200Bp"_s,
        u"\uFEFFstop"_s,   u"𝐒𝐓𝐎𝐏"_s,
        u"ⓈⓉⓄⓅ"_s,         u"🆂🆃🅾🅿"_s,
        u"🅢🅣🅞🅟"_s,         u"ʀᴇᴍᴏᴠᴇ"_s,
        u"ᴜɴꜱᴜʙꜱᴄʀɪʙᴇ"_s,  u"ᴀʟᴛᴏ"_s,
        u"STOP\u3164"_s,   u"ST OP"_s,
        u"S TOP"_s,        u"can cel"_s,
        u"stöp"_s,         u"STOPPPPP"_s,
        u"stooop"_s,       u"stop stop stop"_s,
        u"STOPALL"_s,      u"stop all"_s,
        u"Opt-Out"_s,      u"OPTOUT"_s,
        u"opt  out"_s,     u"opt\nout"_s,
        u"unsubscribe"_s,  u"UN-SUBSCRIBE"_s,
        u"cancel"_s,       u"End"_s,
        u"quit"_s,         u"revoke"_s,
        u"remove"_s,       u"ARRÊT"_s,
        u"arrete"_s,       u"arrêtez"_s,
        u"Alto"_s,         u"para"_s,
        u"FIN"_s,          u"paro"_s,
        u"pare"_s,         u"parar"_s,
        u"detener"_s,      u"cancelar"_s,
        u"¡Basta!"_s,      u"BAJA"_s,
        u"no más"_s,       u"¡NO MÁS!"_s,
        u"Quítame"_s,      u"bórrame"_s,
        u"СТОП"_s,         u"Стоп!"_s,
        u"стоооп"_s,
    };
    return kTexts;
}

const QStringList& phrases()
{
    static const QStringList kTexts{
        u"Stop please"_s,
        u"please stop"_s,
        u"Lose my #"_s,
        u"please take my # off your list"_s,
        u"quítenme por favor"_s,
        u"Por favor bórrenme"_s,
        u"sáquenme por favor"_s,
        u"ya párale"_s,
        u"dejen de estar mandando"_s,
        u"no mandar mensajes"_s,
        u"pls stop texting me"_s,
        u"STOP MESSAGING THIS NUMBER"_s,
        u"stop sending me these texts"_s,
        u"please stop with the texts"_s,
        u"stop it"_s,
        u"I said stop"_s,
        u"I already told you to stop"_s,
        u"can you stop texting me"_s,
        u"How many times do I have to tell you to stop texting me"_s,
        u"Already voted! Please stop texting."_s,
        u"Not interested. STOP"_s,
        u"Who is this? Stop."_s,
        u"no thanks stop"_s,
        u"wrong number, stop texting"_s,
        u"wrong number, please delete"_s,
        u"please take me off your list"_s,
        u"I'd appreciate it if you stopped messaging me. Thank you!"_s,
        u"would prefer that you didn't text me"_s,
        u"I wish you would quit calling"_s,
        u"Take me off of your mailing list please"_s,
        u"No. Take me off."_s,
        u"Get me off this list"_s,
        u"remove me"_s,
        u"Please remove my number"_s,
        u"remove this number from your database"_s,
        u"not interested please remove"_s,
        u"delete my number"_s,
        u"Lose my number, creep"_s,
        u"I'm asking to be removed"_s,
        u"don't text me again"_s,
        u"Don’t text me anymore"_s,
        u"do not contact me"_s,
        u"DO NOT TEXT THIS NUMBER"_s,
        u"never text me again"_s,
        u"I don't want to receive these messages"_s,
        u"i dont want any more texts"_s,
        u"I do not want your texts"_s,
        u"no more texts"_s,
        u"no more messages please"_s,
        u"leave me alone"_s,
        u"Leave us alone!!"_s,
        u"opt me out"_s,
        u"I want to opt out"_s,
        u"How do I opt out?"_s,
        u"how do i unsubscribe"_s,
        u"unsubscribe please"_s,
        u"I revoke my consent"_s,
        u"You do not have permission to text me"_s,
        u"I do not consent to these messages"_s,
        u"quit texting me"_s,
        u"quit bugging me"_s,
        u"cease and desist"_s,
        u"put me on your do not call list"_s,
        u"go away"_s,
        u"end texts"_s,
        u"stp"_s,
        u"St0p"_s,
        u"unsuscribe"_s,
        u"cancle"_s,
        u"no me manden más mensajes"_s,
        u"No me escriban"_s,
        u"ya no me manden mensajes"_s,
        u"por favor no me contacten"_s,
        u"no quiero recibir mensajes"_s,
        u"No quiero más mensajes"_s,
        u"dejen de molestar"_s,
        u"deja de mandarme mensajes"_s,
        u"déjenme en paz"_s,
        u"quíteme de su lista"_s,
        u"sáquenme de la lista"_s,
        u"borren mi número"_s,
        u"quiero darme de baja"_s,
        u"dame de baja por favor"_s,
        u"no vuelvan a escribirme"_s,
        u"no molestar"_s,
        u"por favor pare"_s,
        u"pare de mandar mensajes"_s,
        u"cancelar suscripción"_s,
        u"Stop mandando mensajes"_s,
        u"ne m'écrivez plus"_s,
        u"arrêtez de m'écrire"_s,
        u"désabonnez-moi"_s,
        u"To \"Sam\": stop texting me"_s,
        u"Me gusta “Hola Ana…” pero no me manden más mensajes"_s,
        u"Disliked “Hi Ana…” take me off your list"_s,
        u"Liked \"Hi Ana\" but please stop texting me, \"Sam\""_s,
        u"> to “Sam”: stop texting me"_s,
        u">:( stop texting me"_s,
        u">_< please stop texting me\nthanks"_s,
        u"> please remove me"_s,
        u"> Please remove me\n> from your list"_s,
    };
    return kTexts;
}

/// A keyword inside a sentence that says something else: a person decides.
const QStringList& likely()
{
    static const QStringList kTexts{
        u"I can't stop smiling"_s,
        u"I've been phone banking non-stop"_s,
        u"It's by the bus-stop"_s,
        u"Stop-and-frisk is my issue"_s,
        u"when does early voting end?"_s,
        u"can I cancel my absentee ballot?"_s,
        u"fin de semana"_s,
        u"Lo veo el fin de semana"_s,
        u"alto costo de vida"_s,
        u"el paro"_s,
        u"stop by when?"_s,
        u"I'll stop by after work"_s,
        u"don't stop texting me"_s,
        u"stop the steal"_s,
        u"We must stop this bill"_s,
        u"I quit my job"_s,
        u"no more taxes"_s,
        u"don't call me, text me"_s,
        u"how did you get my number"_s,
        u"Reply STOP to opt out"_s,
        u"Стоп, а кто это?"_s,
        u"What part of \"do not text me\" don't you understand?"_s,
        u"I said \"stop texting me please\""_s,
        u"Disliked “Hi Ana, vote!” “take me off your list”"_s,
        u"> please remove me\nthanks"_s,
        u"How many times do I have to text STOP"_s,
        u"I text STOP three times already"_s,
        u"How many times do I have to reply STOP to opt out?!"_s,
        u"Liked “Hi Ana, this is Sam. Reply STOP to"_s,
    };
    return kTexts;
}

const QStringList& harmless()
{
    static const QStringList kTexts{
        u""_s,
        u"   "_s,
        u"👍"_s,
        u"Yes!"_s,
        u"Sure, I'll vote"_s,
        u"para votar"_s,
        u"¿Para qué?"_s,
        u"Not interested"_s,
        u"No thanks"_s,
        u"Wrong number"_s,
        u"who is this?"_s,
        u"I already voted"_s,
        u"weekend"_s,
        u"where do I vote"_s,
        u"no quiero votar"_s,
        u"No me mandaron la boleta"_s,
        u"no me gusta"_s,
        u"hasta el final"_s,
        u"leave me a voicemail"_s,
        u"I don't want to vote for him"_s,
        u"don't worry I will"_s,
        u"drop me off at the polls"_s,
        u"I would love it if you texted me the address"_s,
        u"it would be great if you could call me"_s,
        u"please text my wife instead"_s,
        u"Liked \"Reply STOP to opt out\""_s,
        u"Loved “Hi Ana, this is Sam. Reply STOP to end”"_s,
        u"👍 to “Reply STOP to opt out”"_s,
        u"Le gustó “Responda ALTO para salir”"_s,
        u"Emphasized “please stop texting me”"_s,
        u"I got \"Reply STOP to opt out\" why?"_s,
        u"> Reply STOP to opt out\nok thanks"_s,
        u">> Hi Ana, this is Sam.\n>> Reply STOP to opt out\nok thanks"_s,
        u"👍🏽 to “Hi Ana.\nReply STOP to opt out”"_s,
        u"❤️ to “ Reply STOP to opt out ” "_s,
        u"‼️ to “Reply STOP to opt out”"_s,
        u"Liked “Say “yes” to better schools. Reply STOP to end” 👍"_s,
        u"Liked \"He said \"yes\" today. Reply STOP to end\""_s,
        u"Reacted 👍 to “We must stop this bill”"_s,
        u"Loved “Hi Ana, reply STOP to end” thanks Sam"_s,
        u"Stephanie, CTO nominee"_s,
        u"Can you send endorsements?"_s,
        u"Manda para mi casa un cartel"_s,
        u"text paragraphs to my son"_s,
    };
    return kTexts;
}

void rows(const QStringList& texts)
{
    QTest::addColumn<QString>("text");
    for (const auto& text : texts) {
        QTest::newRow(qPrintable(u"'"_s + text + u"'"_s)) << text;
    }
}

} // namespace

class tst_OptOutWords : public QObject
{
    Q_OBJECT
private slots:
    void aKeywordAloneIsCertain_data() { rows(certain()); }
    void aKeywordAloneIsCertain()
    {
        QFETCH(QString, text);
        QCOMPARE(readOptOut(text).tier, OptOutTier::Certain);
        QVERIFY(!readOptOut(text).words.isEmpty());
    }
    void aClearWordingIsAPhrase_data() { rows(phrases()); }
    void aClearWordingIsAPhrase()
    {
        QFETCH(QString, text);
        const auto reading = readOptOut(text);
        QCOMPARE(reading.tier, OptOutTier::Phrase);
        QVERIFY(!reading.words.isEmpty());
    }
    void aKeywordInASentenceIsAskedAbout_data() { rows(likely()); }
    void aKeywordInASentenceIsAskedAbout()
    {
        QFETCH(QString, text);
        QCOMPARE(readOptOut(text).tier, OptOutTier::Likely);
    }
    void everydayRepliesAndReactionsAreNone_data() { rows(harmless()); }
    void everydayRepliesAndReactionsAreNone()
    {
        QFETCH(QString, text);
        QCOMPARE(readOptOut(text).tier, OptOutTier::None);
    }
    void theWordsAreAsTheyWereWritten()
    {
        QCOMPARE(readOptOut(u"Hola. ¡No me MANDÉN más!"_s).words, u"No me MANDÉN"_s);
        QCOMPARE(readOptOut(u"I can't Stop smiling"_s).words, u"Stop"_s);
        QCOMPARE(readOptOut(u" STOP 🛑 "_s).words, u"STOP 🛑"_s);
    }
    void ourOwnLineIsNamedWhereItIsAllThatWasRead()
    {
        QCOMPARE(readOptOut(u"Must I Reply STOP twice?"_s).words, u"Reply STOP"_s);
        QCOMPARE(readOptOut(u"I said \"Stop texting me please\""_s).words, u"Stop texting"_s);
    }
    void onlyAWholeQuotationIsAReaction()
    {
        QVERIFY(readOptOut(u"Emphasized “please stop texting me”"_s).isReaction);
        QVERIFY(!readOptOut(u"Emphasized “please vote” ok"_s).isReaction);
        QVERIFY(!readOptOut(u"to “Sam”"_s).isReaction);
    }
    void normalisingLeavesLettersDigitsAndSingleSpaces()
    {
        QCOMPARE(normalisedForOptOut(u"  ¡No—MÁS,  don’t! 🛑 Ⓢ1 "_s), u"no mas dont s1"_s);
        QCOMPARE(normalisedForOptOut(u"opt-out"_s), u"opt out"_s);
        QCOMPARE(normalisedForOptOut(u"\u202EstoP\u2069"_s), u"stop"_s);
        QCOMPARE(normalisedForOptOut(QString(QChar(0xD83D))), QString());
    }
    void onlyAWholeReturnWordReturns()
    {
        for (const auto& text : {u"START"_s, u"unstop"_s, u"Inicio."_s, u"yes"_s, u"U N S T O P"_s}) {
            QVERIFY2(readsAsReturn(text), qPrintable(text));
        }
        for (const auto& text : {u"when does it start"_s, u"stop"_s, u"yes please stop"_s, u""_s}) {
            QVERIFY2(!readsAsReturn(text), qPrintable(text));
        }
        QCOMPARE(readOptOut(u"UNSTOP"_s).tier, OptOutTier::None);
    }
    void tenThousandCharactersAreReadInNoTime()
    {
        const auto text = u"no me gusta stop a "_s.repeated(530);
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(readOptOut(text).tier, OptOutTier::Likely);
        QVERIFY(timer.elapsed() < 2000);
    }
#ifdef TEXTBANK_HAS_RAPIDCHECK
    void aDottedCapitalIsTheSameLetter() { QCOMPARE(normalisedForOptOut(u"CANCEL\u0130NG"_s), u"canceling"_s); }

    void normalisingTwiceChangesNothing()
    {
        QVERIFY(rc::check("idempotent", [](const std::vector<char16_t>& raw) {
            const auto once =
                normalisedForOptOut(QString(reinterpret_cast<const QChar*>(raw.data()), qsizetype(raw.size())));
            RC_ASSERT(normalisedForOptOut(once) == once);
        }));
        QVERIFY(rc::check("idempotent on letters", [] {
            const auto raw = *rc::gen::container<std::vector<char16_t>>(rc::gen::inRange<char16_t>(0x20, 0x2200));
            const auto once =
                normalisedForOptOut(QString(reinterpret_cast<const QChar*>(raw.data()), qsizetype(raw.size())));
            RC_ASSERT(normalisedForOptOut(once) == once);
        }));
    }
    void decorationNeverHidesAKeyword()
    {
        QVERIFY(rc::check("decoration", [] {
            const auto noise =
                rc::gen::map(rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 8)), [](std::vector<int> picks) {
                    static const QStringList kNoise{u"."_s,      u"!"_s,  u" "_s,  u"🛑"_s,
                                                    u"\u200B"_s, u"\""_s, u"\n"_s, u"*"_s};
                    QString out;
                    for (const auto pick : picks) {
                        out += kNoise.at(pick);
                    }
                    return out;
                });
            auto text = certain().at(*rc::gen::inRange<qsizetype>(0, certain().size()));
            text = *rc::gen::element(text, text.toUpper(), text.toLower());
            RC_ASSERT(readOptOut(*noise + text + *noise).tier == OptOutTier::Certain);
        }));
    }
#endif
};

QTEST_GUILESS_MAIN(tst_OptOutWords)
#include "tst_OptOutWords.moc"
