#include "core/host/carrier/VoterPhrases.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

using Phrases = QHash<VoterIntent, QStringList>;

const QStringList& none()
{
    static const QStringList empty;
    return empty;
}

// Keywords, everyday wordings, politeness, typing mistakes: each of them is somebody who wants no more texts.
const QStringList& englishStops()
{
    static const QStringList stops{u"STOP"_s,
                                   u"Stop."_s,
                                   u"stop!!!"_s,
                                   u"STOP please"_s,
                                   u"Please stop texting me"_s,
                                   u"stopp"_s,
                                   u"Unsubscribe"_s,
                                   u"unsubcribe"_s,
                                   u"QUIT"_s,
                                   u"end"_s,
                                   u"Cancel"_s,
                                   u"opt out"_s,
                                   u"OPT-OUT"_s,
                                   u"Revoke"_s,
                                   u"Remove me from your list please"_s,
                                   u"take me off this list"_s,
                                   u"Please remove my number, thanks"_s,
                                   u"Do not text me again"_s,
                                   u"don't text me anymore"_s,
                                   u"dont contact me"_s,
                                   u"No more texts please 🙏"_s,
                                   u"lose my number"_s,
                                   u"Leave me alone"_s,
                                   u"I'd appreciate it if you stopped messaging me. Thank you!"_s,
                                   u"delete my number"_s,
                                   u"STOP ALL"_s,
                                   u"quit texting me"_s,
                                   u"I did not sign up for this. Stop sending me messages."_s};
    return stops;
}

const QStringList& spanishStops()
{
    static const QStringList stops{u"ALTO"_s,
                                   u"STOP"_s,
                                   u"Basta"_s,
                                   u"BAJA"_s,
                                   u"Cancelar"_s,
                                   u"No más"_s,
                                   u"no me manden más mensajes"_s,
                                   u"Por favor no me escriban más"_s,
                                   u"Quítenme de la lista por favor"_s,
                                   u"borren mi número"_s,
                                   u"ya no me manden textos"_s,
                                   u"Deje de mandarme mensajes"_s,
                                   u"no me texteen"_s,
                                   u"detener"_s};
    return stops;
}

const Phrases& english()
{
    static const Phrases phrases{
        {VoterIntent::Yes,
         {u"Yes"_s, u"Yes I will!"_s, u"yep, planning on it"_s, u"Absolutely. Never miss one"_s, u"Count me in 👍"_s,
          u"yes! going after work with my sister"_s, u"Sure thing"_s, u"Of course"_s, u"yeah I'll be there"_s, u"Y"_s,
          u"Definitely, already looked up my polling place"_s}},
        {VoterIntent::No,
         {u"No"_s, u"nope"_s, u"No thanks"_s, u"Not this year"_s, u"I don't vote"_s, u"Probably not, I have to work"_s,
          u"no, not interested in this one"_s, u"I can't, I'm out of the country"_s}},
        {VoterIntent::Question,
         {u"Where do I vote?"_s, u"What time do the polls close?"_s, u"Who is this?"_s, u"How did you get my number?"_s,
          u"Do I need to bring an ID?"_s, u"Is there early voting near me?"_s, u"Can I still register?"_s,
          u"Which election is this about?"_s, u"I moved last month, can I still vote here?"_s,
          u"can I bring my kids with me?"_s}},
        {VoterIntent::Rude,
         {u"Oh look, another robot. Get a real job."_s, u"You people are a disgrace"_s,
          u"Politics is a circus and you are the clowns 🤡"_s, u"what a waste of everybody's time, pathetic"_s,
          u"Go bother somebody else, loser"_s}},
        {VoterIntent::WrongNumber,
         {u"Wrong number"_s, u"Sorry, you have the wrong person"_s,
          u"This isn't them, I've had this number for a year"_s, u"who? nobody by that name here"_s,
          u"Wrong number, I don't know who that is"_s}},
        {VoterIntent::Picture, {u""_s, u"Look at this line!"_s, u"My sticker from last time 😄"_s}},
        {VoterIntent::AlreadyDone,
         {u"Already voted!"_s, u"I voted early last week"_s, u"Mailed my ballot on Monday"_s, u"Done ✅"_s,
          u"my wife and I both voted already"_s}},
        {VoterIntent::Stop, englishStops()},
    };
    return phrases;
}

const Phrases& spanish()
{
    static const Phrases phrases{
        {VoterIntent::Yes,
         {u"Sí"_s, u"Si claro"_s, u"Por supuesto que sí"_s, u"Sí, voy a votar con mi familia"_s, u"Cuenten conmigo 👍"_s,
          u"Sí, después del trabajo"_s}},
        {VoterIntent::No, {u"No"_s, u"No gracias"_s, u"Esta vez no"_s, u"No puedo, trabajo ese día"_s, u"No voto"_s}},
        {VoterIntent::Question,
         {u"¿Dónde voto?"_s, u"¿A qué hora cierran?"_s, u"¿Quién es?"_s, u"Necesito llevar identificación?"_s,
          u"¿Hay votación temprana cerca?"_s, u"Me mudé, ¿puedo votar aquí?"_s}},
        {VoterIntent::Rude,
         {u"Qué pérdida de tiempo, qué ridículos"_s, u"Todos los políticos son unos payasos 🤡"_s}},
        {VoterIntent::WrongNumber,
         {u"Número equivocado"_s, u"Se equivocó de persona"_s, u"Aquí no hay nadie con ese nombre"_s}},
        {VoterIntent::Picture, {u""_s, u"Mire la fila"_s}},
        {VoterIntent::AlreadyDone, {u"Ya voté"_s, u"Ya mandé mi boleta por correo"_s, u"Listo ✅"_s}},
        {VoterIntent::Stop, spanishStops()},
    };
    return phrases;
}

const Phrases& englishLater(int before)
{
    static const Phrases first{
        {VoterIntent::Yes, {u"Thanks!"_s, u"Great, thank you"_s, u"ok what time does it close?"_s, u"👍"_s}},
        {VoterIntent::No, {u"ok"_s, u"Have a good day"_s}},
        {VoterIntent::Question,
         {u"Thank you, that helps"_s, u"ok thanks!"_s, u"And can I vote early?"_s, u"Perfect. I'll be there"_s}},
        {VoterIntent::Rude, {u"whatever"_s, u"yeah right"_s}},
        {VoterIntent::WrongNumber, {u"No problem"_s, u"it's fine"_s}},
        {VoterIntent::Picture, {u"haha have a good one"_s}},
        {VoterIntent::AlreadyDone, {u"You're welcome 😊"_s, u"Good luck out there"_s}},
    };
    static const Phrases second{
        {VoterIntent::Yes, {u"Bye!"_s, u"ok see you there"_s}},
        {VoterIntent::Question, {u"Great, bye"_s, u"Got it, thanks again"_s}},
        {VoterIntent::AlreadyDone, {u"👋"_s}},
    };
    return before == 0 ? first : second;
}

const Phrases& spanishLater(int before)
{
    static const Phrases first{
        {VoterIntent::Yes, {u"¡Gracias!"_s, u"Muchas gracias"_s, u"¿A qué hora abren?"_s}},
        {VoterIntent::No, {u"ok"_s, u"Buen día"_s}},
        {VoterIntent::Question, {u"Gracias, muy amable"_s, u"¿Y puedo votar antes?"_s, u"Perfecto, ahí estaré"_s}},
        {VoterIntent::Rude, {u"como sea"_s}},
        {VoterIntent::WrongNumber, {u"No hay problema"_s}},
        {VoterIntent::Picture, {u"jaja saludos"_s}},
        {VoterIntent::AlreadyDone, {u"De nada 😊"_s}},
    };
    static const Phrases second{
        {VoterIntent::Yes, {u"Hasta luego"_s}},
        {VoterIntent::Question, {u"Ok, gracias otra vez"_s}},
    };
    return before == 0 ? first : second;
}

const QStringList& in(const Phrases& phrases, VoterIntent intent)
{
    const auto found = phrases.constFind(intent);
    return found == phrases.cend() ? none() : *found;
}

bool isSpanish(const QString& language) { return language.startsWith("es"_L1, Qt::CaseInsensitive); }

} // namespace

const QStringList& firstAnswers(VoterIntent intent, const QString& language)
{
    return in(isSpanish(language) ? spanish() : english(), intent);
}

const QStringList& laterAnswers(VoterIntent intent, const QString& language, int before)
{
    return in(isSpanish(language) ? spanishLater(before) : englishLater(before), intent);
}

const QString& angerAtBeingTextedAgain(const QString& language)
{
    static const auto inEnglish = u"I already told you to STOP texting me. This is harassment."_s;
    static const auto inSpanish = u"Ya les dije que no me manden más mensajes. Esto es acoso."_s;
    return isSpanish(language) ? inSpanish : inEnglish;
}

} // namespace textbank
