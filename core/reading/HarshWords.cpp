#include "core/reading/HarshWords.h"

#include "core/policy/PlainText.h"

#include <QRegularExpression>
#include <QStringList>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

/// Stands for one letter that was left out; a letter itself, so that PlainText keeps it.
constexpr QChar kLeftOut(0x0294);
constexpr qsizetype kMostCharacters = 4000;

/// The letters a character may stand for a letter in. A short run is as good as one.
QString written(QChar letter)
{
    switch (letter.unicode()) {
    case u'a':
        return u"a4"_s;
    case u'e':
        return u"e3"_s;
    case u'i':
        return u"i1"_s;
    case u'o':
        return u"o0"_s;
    case u's':
        return u"s5"_s;
    case u't':
        return u"t7"_s;
    case u'u':
        return u"uv"_s;
    default:
        return letter;
    }
}

enum class LeftOut { AnyLetter, Vowels };

/// One expression of many wordings. In them small letters are letters, in any of their disguises; the rest is regular.
QRegularExpression anyOf(const QStringList& wordings, LeftOut leftOut = LeftOut::AnyLetter)
{
    QString all;
    for (const auto& wording : wordings) {
        all += all.isEmpty() ? u""_s : u"|"_s;
        for (qsizetype i = 0; i < wording.size(); ++i) {
            const auto c = wording.at(i);
            const auto next = i + 1 < wording.size() ? wording.at(i + 1) : QChar();
            if (c >= u'a' && c <= u'z') {
                const auto mayBeLeftOut = leftOut == LeftOut::AnyLetter || u"aeiou"_s.contains(c);
                all += u"(?:["_s + written(c) + (mayBeLeftOut ? QString(kLeftOut) : QString()) + u"]+)"_s;
            } else if (c == u'(' && next != u'?') {
                all += u"(?:"_s;
            } else {
                all += c;
            }
        }
    }
    // Whole words, and no number: "455" is none.
    QRegularExpression made(u"(?<![^ ])(?=[0-9]*[a-z])(?:"_s + all + u")(?![^ ])"_s);
    made.optimize();
    Q_ASSERT(made.isValid());
    return made;
}

const QRegularExpression& strongWords()
{
    static const auto kWords = anyOf({
        u"(mother|mutha|cluster)?fuc?k(s|a|as|u|ed|er|ers|ery|in|ing|n|wit|wits|face|faces|head|you|off|tard|tards)?"_s,
        u"fck(s|u|ed|er|in|ing|n|you|off)?|fk(n|in|ing|u)|phuc?k(s|u|ed|er|in|ing)?|fuq"_s,
        u"(bull|horse|dip|bat|chicken|ape|dumb)?shit(s|ty|ting|head|heads|hole|show|bag|bags|face|load|e)?|sht|shyt"_s,
        u"(son of a )?bi?tch(es|y|ing|in|ass)?|biatch|beotch"_s,
        u"(dumb|jack|fat|punk|lazy)?ass(es|hole|holes|hat|hats|wipe|wipes|clown|clowns)?|arse(s|hole|holes)?"_s,
        u"cunt(s|y)?|twat(s)?|prick(s)?|wanker(s)?|bastard(s|o|os)?|cocksuck(er|ers|ing)|pussy|pussies"_s,
        u"dickhead(s)?|bag of dicks|(such )?a dick|suck (my|a|some) dick|douche(s|bag|bags)?|whore(s)?|slut(s|ty)?"_s,
        u"piss off|pissed|mofo(s)?|stfu|gtfo|wtf|ffs|retard(s|ed)?"_s,
        u"mierda(s)?|mierdero|put(a|o|as|os|isima|ada|adas)|reputa|jueputa|hijueputa(s)?|hijoputa(s)?|hdp|hdlgp|ptm"_s,
        u"pendej(o|a|os|as|ada|adas)|pndj(o|a|s)?|pnde(jo|ja|jos)|pinch(e|es)|cabron(a|es|as)?|kbron(es)?"_s,
        u"ching(a|ada|adas|adera|aderas|ado|ados|ando|ar|arse|ate|as|en|uen|uense|on|ona|ones)"_s,
        u"verga(s)?|vrga|alv|culer(o|a|os|as)|cul(o|os)|jod(er|an|anse|ete|ase|a|e|en|ido|ida|idos|iendo)"_s,
        u"carajo(s)?|mam(on|ona|ones|ada|adas)|huev(on|ona|ones)|guevon(es)?|culiad(o|a|os)|malparid(o|a|os|as)"_s,
        u"gonorrea(s)?|maric(a|as|on|ones)|gilipollas|conch(e|a)tumadre|ctm"_s,
    });
    return kWords;
}

const QRegularExpression& insults()
{
    static const auto kWords = anyOf({
        u"idiot(s|a|as|ic)?|moron(s|ic)?|imbecil(e|es|s)?|dumbass(es)?|dips?hit(s)?|loser(s)?|scum(bag|bags)?"_s,
        u"(dirt|scum)bag(s)?|nitwit(s)?|bozo(s)?|asshole(s)?|bastard(s)?|parasite(s)?|bootlicker(s)?|commie(s)?"_s,
        u"(youre|you are|u r|ur|are you|you all are|yall are|you people are|you guys are|you people|you|u) "
        "((all|just|such|so|a|an|bunch|of|nothing|but|really|this|the|complete|total|real|big|fucking|damn|lying) )*"
        "(stupid|dumb|pathetic|disgusting|trash|garbage|clowns?|jokes?|liars?|crooks?|thief|thieves|disgrace|frauds?|"
        "fools?|sheep|cowards?|traitors?|vultures?|leeches|pigs?|jerks?|creeps?)"_s,
        u"estupid(o|a|os|as)|pendej(o|a|os|as)|culer(o|a|os|as)|cabron(es)?|malparid(o|a|os|as)|sinverguenzas?"_s,
        u"rater(o|a|os|as)|mentiros(o|os)|hipocritas?|vividor(es)?|muertos de hambre|(que|de) ridiculos"_s,
        u"(son|eres|es (un|una)|unos|unas|puros|puras|todos|bola de|par de|que) ((un|una|unos|unas|puros|muy) )*"
        "(payas(o|a|os|as)|ladron(es)?|ratas?|corrupt(o|os)|basura|traidor(es)?|vendid(o|os)|ridicul(o|os)|ignorantes?|"
        "asco|asquerosos?|malditos?|cerdos?)"_s,
    });
    return kWords;
}

/// What is an insult by itself, and an everyday word inside a longer sentence.
const QRegularExpression& shortInsults()
{
    static const QRegularExpression kWords(
        u"^(?:(?:bunch|bola|par) (?:of|de) |you |puros |total |what a |que |such |all |los )?"
        "(?:liars?|crooks?|thieves|clowns?|trash|garbage|pathetic|frauds?|traitors?|cowards?|disgusting|jerks?|creeps?|"
        "payasos?|ladrones|ratas|corruptos?|basura|traidores|vendidos?|ridiculos?|ignorantes|asco)"
        "(?: all of you| todos)?$"_s);
    return kWords;
}

const QRegularExpression& abusiveWordings()
{
    static const auto kWords = anyOf({
        u"(fuc?k|fck|phuc?k) (?!(yes|yeah|yea|yep|it|no|nope|me|if|i|im|we|what|how|why|the (line|time))(?![^ ]))\\S+"_s,
        u"(fuck|fck|fk)(you|u|off)|f (you|u|off)|eff (you|off)|go (fuck|screw) \\S+|shut the fuck|stfu"_s,
        u"screw (you|u|off|your|ur|yall|them|him|her)|piss off|sod off|up yours|bite me|get bent|drop dead"_s,
        u"(kiss|lick|bite) my (\\S+ )?(ass|arse|butt|balls|dick|culo)|eat (a )?(shit|mierda|dick|bag of \\S+)"_s,
        u"suck (it|(my|a|some) (dick|cock|balls))|(go|going|vete|vayanse) (to|al) hell|(rot|burn) in hell"_s,
        u"shove (it|your|ur|that) \\S+|stick (it|your|ur)( \\S+){0,3} up (your|ur|yours)( \\S+)?|die in a \\S+"_s,
        u"hope (you|u|yall|they|she|he)( \\S+)? (die|dies|rot|rots|burn|burns|choke)"_s,
        u"(vete|vayase|vayanse|andate|vayan|vaya|se vayan|largate|larguense) (a|al)( la| tu| su)? "
        "(mierda|verga|chingada|carajo|diablo|infierno|puta|culo)"_s,
        u"(al|pal) (diablo|carajo|infierno) con \\S+|ching(ate|uense)|ching(a|ar|ue|uen) (a )?(tu|su|tus|sus) (\\S+ )?madres?"_s,
        u"(hijo|hija|hijos|hijas|ijo) ?(de|d|e) (la |tu |su |mil )?(gran )?(puta|chingada|perra|verga|putas)"_s,
        u"hijueputa(s)?|hijoputa(s)?|hdp|hdlgp|jueputa|com(e|an|ete|anse) (la |una )?mierda|jod(ete|anse|ase)"_s,
        u"pudr(ete|anse|ase)|que te (jodan|den|follen)|conch(e|a)tumadre|ctm"_s,
        u"(metete|metanse|metase|meteselo)(lo|la|los|las)?( \\S+){0,4} (por|en) (el culo|donde \\S+)"_s,
    });
    return kWords;
}

const QRegularExpression& threateningWordings()
{
    static const auto kWords = anyOf(
        {
            u"nigg(er|ers|a|as)|fag(s|got|gots)?|kikes?|spics?|wetbacks?|beaners?|gooks?|trann(y|ies)|ragheads?|towelheads?"_s,
            u"maricon(es)?|jot(o|os)|sudacas?|kys|kill (yourself|yourselves|urself)"_s,
            u"(ill|i will|imma|ima|(im|i am) (gonna|going to|coming to)|we will) (\\S+ ){0,2}"
            "(kill|shoot|murder|stab|hurt|burn|rape|hang|strangle|lynch) (you|u|ya|yall|your|ur)"_s,
            u"(ill|i will|im gonna|im going to) beat (your|ur) ass|beat the (shit|hell|crap) out of (you|u|ya|yall)"_s,
            u"i know where (you|u|yall) (live|work|sleep)|i know where (your|ur) (office|house|home|kids|family|car)( \\S+)?"_s,
            u"watch (your|ur) back|youre a dead \\S+|(youll|ull|you will|yall will) (regret|pay for) (it|this)"_s,
            u"(youll|you will|you are going to|yall) get whats coming to you"_s,
            u"(te|los|las|les) (voy|vamos) a (matar|partir|romper|madrear|golpear|quebrar|quemar|violar|balear)"_s,
            u"voy a (matar|partir|romper|madrear|golpear|quemar)(te|los|las|les)|(te|los) mato"_s,
            u"se donde (vives|vive|viven|trabajas|trabajan|duermes)|se donde esta(n)? (tu|su|tus|sus) \\S+"_s,
            u"muer(ete|ase|anse)|mat(ate|ense)|suicidate|(cuidate|cuidense) (la|las) espaldas?"_s,
        },
        LeftOut::Vowels); // "f***" is foul, and could be anything.
    return kWords;
}

bool isLetter(QStringView text, qsizetype at) { return at >= 0 && at < text.size() && text.at(at).isLetter(); }

/// Signs that stand in for letters, as letters: "f**k", "@sshole", "$hit", "sh!t". No run is longer than a word can
/// need, so that looking costs the same however somebody leans on a key.
QString undisguised(const QString& text)
{
    constexpr auto kLongestRun = 6;
    QString out;
    out.reserve(text.size());
    auto run = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        auto c = text.at(i);
        const auto after = !out.isEmpty() && out.back().isLetter();
        if ((c == u'*' || c == u'#') && after) {
            c = kLeftOut;
        } else if (c == u'@' && (after || isLetter(text, i + 1))) {
            c = u'a';
        } else if (c == u'$' && (after || isLetter(text, i + 1))) {
            c = u's';
        } else if (c == u'!' && after && isLetter(text, i + 1)) {
            c = u'i';
        }
        run = !out.isEmpty() && out.back() == c ? run + 1 : 0;
        if (run < kLongestRun) {
            out += c;
        }
    }
    return out;
}

/// "f u c k you" as "fuck you": three and more letters that stand alone are one word.
QString closedUp(const QString& plain)
{
    QStringList out;
    auto spelt = 0;
    const auto words = plain.split(u' ', Qt::SkipEmptyParts);
    for (qsizetype i = 0; i < words.size(); ++i) {
        if (words.at(i).size() != 1) {
            spelt = 0;
        } else if (spelt == 0) {
            const auto end =
                std::find_if(words.cbegin() + i, words.cend(), [](const auto& w) { return w.size() != 1; });
            spelt = end - (words.cbegin() + i) >= 3 ? 2 : 0;
        } else if (spelt == 2) {
            out.back() += words.at(i);
            continue;
        }
        out.append(words.at(i));
    }
    return out.join(u' ');
}

bool has(const QRegularExpression& words, const QString& plain) { return words.match(plain).hasMatch(); }

} // namespace

HarshWords HarshWords::in(const QString& text)
{
    const auto part =
        text.size() <= kMostCharacters ? text : text.left(kMostCharacters / 2) + u' ' + text.right(kMostCharacters / 2);
    const auto plain = closedUp(PlainText(undisguised(part)).text());
    HarshWords found;
    found.threat = has(threateningWordings(), plain);
    found.abuse = has(abusiveWordings(), plain) || plain == u"fu"_s || part.contains(u"🖕"_s);
    found.insult = has(insults(), plain) || has(shortInsults(), plain);
    // The one word that an accent makes foul: without it, it is a cone.
    found.strong = has(strongWords(), plain) || part.contains(u"coño"_s, Qt::CaseInsensitive) ||
                   part.contains(u"🤬"_s) || found.abuse || found.threat;
    return found;
}

} // namespace textbank
