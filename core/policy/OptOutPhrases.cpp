#include "core/policy/OptOutPhrases.h"

using namespace Qt::StringLiterals;

namespace textbank {
namespace {

QList<QRegularExpression> compiled(const QStringList& patterns)
{
    QList<QRegularExpression> out;
    for (auto pattern : patterns) {
        // "me" and the like, what is sent, and the doing of it, in the words of both sides.
        pattern.replace(u"<us>"_s, u"(?:me|us|mi|this number|my (?:number|phone|cell)|here)"_s);
        pattern.replace(
            u"<texts>"_s,
            u"(?:te?xts?|txts?|te?xt "
            u"messages?|messages?|mess?ages?|msgs?|mesages?|sms|spam|calls?|emails?|alerts?|updates?|notifications?|"
            "political (?:te?xts?|messages?|spam|ads))"_s);
        pattern.replace(u"<sending>"_s,
                        u"(?:te?xting|texing|txting|txtng|texting|messaging|mesaging|msging|contacting|calling|"
                        u"bothering|spamming|harassing|"
                        "pestering|bugging|sending|emailing|writing|hitting me up|blowing up my phone|soliciting)"_s);
        pattern.replace(u"<send>"_s,
                        u"(?:te?xt|txt|message|msg|contact|bother|write|email|send|solicit|harass|spam|disturb)"_s);
        pattern.replace(
            u"<polite>"_s,
            u"(?:please|pls|plz|plse|just|ok|okay|hey|hi|hello|yes|no|nope|nah|thanks|thank you|thx|kindly|sorry|"
            "now|already|immediately|asap|bro|man|dude|sir|maam|guys|lol|omg|fucking|damn|the hell|it|this|that)"_s);
        pattern.replace(
            u"<mensajes>"_s,
            u"(?:mensajes?|mensages?|msjs?|mjs|textos?|sms|llamadas?|publicidad|propaganda|notificaciones)"_s);
        QRegularExpression made(pattern);
        made.optimize();
        Q_ASSERT(made.isValid());
        out.append(made);
    }
    return out;
}

} // namespace

const QStringList& optOutKeywords()
{
    static const QStringList kWords{
        // English
        u"stop"_s,
        u"stopall"_s,
        u"stopstop"_s,
        u"unsubscribe"_s,
        u"unsubscribeall"_s,
        u"unsub"_s,
        u"cancel"_s,
        u"cancelall"_s,
        u"end"_s,
        u"endall"_s,
        u"quit"_s,
        u"revoke"_s,
        u"revokeall"_s,
        u"optout"_s,
        u"optoutall"_s,
        u"remove"_s,
        u"removeall"_s,
        u"stop2end"_s,
        u"stop2stop"_s,
        u"stop2quit"_s,
        // French
        u"arret"_s,
        u"arrete"_s,
        u"arreter"_s,
        u"arretez"_s,
        u"desabonner"_s,
        u"desabonnement"_s,
        // Spanish; para, fin, alto and paro are everyday words and count alone only
        u"alto"_s,
        u"pare"_s,
        u"paren"_s,
        u"parar"_s,
        u"para"_s,
        u"paro"_s,
        u"fin"_s,
        u"detener"_s,
        u"detengan"_s,
        u"detenganse"_s,
        u"cancelar"_s,
        u"cancela"_s,
        u"cancele"_s,
        u"cancelen"_s,
        u"basta"_s,
        u"yabasta"_s,
        u"baja"_s,
        u"nomas"_s,
        u"quitame"_s,
        u"quiteme"_s,
        u"quitenme"_s,
        u"borrame"_s,
        u"borreme"_s,
        u"borrenme"_s,
        u"eliminame"_s,
        u"elimineme"_s,
        u"eliminenme"_s,
        u"desuscribir"_s,
        u"desuscribirme"_s,
        u"desuscribirse"_s,
        // Russian and Ukrainian: how "стоп" reads once its letters are taken for the Latin ones they look like
        u"cton"_s,
    };
    return kWords;
}

const QStringList& strongKeywords()
{
    static const QStringList kWords{u"stop"_s,     u"stopall"_s, u"unsubscribe"_s, u"unsub"_s,    u"optout"_s,
                                    u"quit"_s,     u"revoke"_s,  u"remove"_s,      u"cancel"_s,   u"removeme"_s,
                                    u"arret"_s,    u"alto"_s,    u"basta"_s,       u"yabasta"_s,  u"nomas"_s,
                                    u"quitame"_s,  u"borrame"_s, u"quiteme"_s,     u"quitenme"_s, u"borreme"_s,
                                    u"borrenme"_s, u"pare"_s,    u"paren"_s,       u"eliminame"_s};
    return kWords;
}

const QStringList& misspeltKeywords()
{
    static const QStringList kWords{
        u"stp"_s,         u"sto"_s,          u"stpo"_s,       u"sotp"_s,         u"tsop"_s,         u"sttop"_s,
        u"stopp"_s,       u"stoppp"_s,       u"stip"_s,       u"stopo"_s,        u"stoop"_s,        u"sstop"_s,
        u"dtop"_s,        u"stol"_s,         u"st0p"_s,       u"stopit"_s,       u"stops"_s,        u"stob"_s,
        u"srop"_s,        u"ztop"_s,         u"stopl"_s,      u"5top"_s,         u"5t0p"_s,         u"unsuscribe"_s,
        u"unsubcribe"_s,  u"unsubscibe"_s,   u"unsubscrib"_s, u"unsubscribed"_s, u"unsusbcribe"_s,  u"unsubscride"_s,
        u"unsubsribe"_s,  u"unsubscirbe"_s,  u"unscribe"_s,   u"unsubscripe"_s,  u"unsubscrube"_s,  u"insubscribe"_s,
        u"unsubsrcibe"_s, u"subscribeoff"_s, u"cancle"_s,     u"cancell"_s,      u"cancal"_s,       u"canel"_s,
        u"cancelled"_s,   u"quitt"_s,        u"qiut"_s,       u"quti"_s,         u"remvoe"_s,       u"remov"_s,
        u"optuot"_s,      u"optot"_s,        u"outout"_s,     u"opout"_s,        u"revok"_s,        u"eend"_s,
        u"bsta"_s,        u"vasta"_s,        u"altoo"_s,      u"desubscribir"_s, u"desinscribir"_s, u"removed"_s,
        u"optedout"_s,
    };
    return kWords;
}

const QList<QRegularExpression>& optOutPhrases()
{
    // "do not stop", "can't stop" and the like say the contrary.
    static const QList<QRegularExpression> kPhrases = compiled({
        // stop, dressed up
        u"^(?:<polite> )*(?:stop|quit|unsubscribe|cancel|end|remove|revoke|opt ?out|alto|pare|paren|basta|no mas)(?: "
        u"all)?"
        "(?: <polite>| stop| por favor| ya| gracias| porfa(?:vor)?)*$"_s,
        u"^(?:por favor|porfa|porfavor|ya|s il vous plait|svp) (?:ya )?(?:alto|pare|paren|para|basta|no mas|stop|arretez?|cancelar?)(?: ya)?$"_s,
        u"^(?:no|nope|nah|no thanks?|no thank you|not interested|no gracias|no me interesa|wrong number)(?: \\w+){0,3} stop$"_s,
        u"^stop (?:all )?(?:te?xt|txt)$|^stop (?:mand|envi|text|llam)\\w+\\b"_s,
        u"\\b(?:please|pls|plz|kindly) (?:remove|delete|unsubscribe|cancel|quit|end)$|^wrong (?:number|person) (?:please )?(?:remove|delete|stop)$"_s,
        u"\\b(?:told|asked|tell|telling|begging|asking) (?:you|u|yall) (?:(?:guys|people|all|before|already|twice) )*to stop\\b"_s,
        u"^(?:i )?(?:said|say|already said|told you(?: (?:guys|people|all))?(?: to)?) (?:to )?stop\\b"_s,
        u"(?<!dont )(?<!do not )(?<!never )(?<!cant )(?<!cannot )(?<!wont )(?<!not )(?<!didnt )(?<!couldnt )"
        "\\b(?:stop|quit|cease|end|halt) (?:the |all |all of |with |with all |your |you |these |those |this |fucking "
        "|damn |freaking |"
        "any |of |and desist )*(?:<sending>|<texts>)\\b"_s,
        u"\\bcease and desist\\b"_s,
        // politely: "I'd appreciate it if you stopped messaging me"
        u"\\b(?:appreciate|grateful|prefer|rather|like|love|wish|better|great|nice|kind)(?: \\w+){0,3} you "
        "(?:would |could |all |guys |people |please )*(?:stopped|stop|quit|ceased|didnt|did not|dont|would "
        "not|wouldnt|not) "
        "(?:the |all |your |to )*(?:<sending>|<send>|<texts>)\\b"_s,
        u"\\b(?:please|pls|plz|just|must|need (?:you )?to|want (?:you )?to|can you|could you|would you|will you) stop(?: it| this| that)?$"_s,
        // off the list
        u"\\b(?:take|get|scratch|cross|keep|strike|pull|drop) (?:me|us|my (?:\\w+ "
        u")?(?:number|name|phone|info|contact)|this number|him|her) "
        "(?:off|out|from)(?: of)?(?:$| (?:(?:of |from "
        ")?(?:your|the|this|these|all|any|every|that|ur|yalls|ya)\\b.{0,30}\\b(?:list|lists|"
        "database|system|te?xts?|messages?|records?|thread|chain|group|campaign|rolls?)|list|lists|now|please|pls|asap|immediately))"_s,
        u"(?<!dont )(?<!do not )\\b(?:remove|delete|erase|purge|scrub|unlist|block|take "
        u"off|unsubscribe|unsub|unenroll|disenroll) "
        "(?:<us>|my (?:\\w+ )?(?:number|name|phone|info|information|contact|data|digits)|this "
        "(?:number|phone|contact))\\b"
        "(?! from (?:the |my )?(?:\\w+ )?(?:voters?|ballot|registration|rolls?|jury|will|lease|office)\\b)"_s,
        u"^(?:please |pls |plz )?(?:remove|delete|erase) (?:me|number|my)\\b"_s,
        u"\\b(?:want|like|wish|need|asked|ask|asking|demand|request(?:ing)?) (?:to be |to get |being |be "
        u")?(?:removed|taken off|deleted|unsubscribed|"
        "off (?:of )?(?:your|the|this) list)\\b(?! from (?:office|power|the (?:ballot|voter)))"_s,
        u"\\b(?:lose|forget|loose|throw (?:away|out)|trash|burn) (?:my|this) (?:number|digits|contact|info|phone)"_s,
        u"\\b(?:do not|dont) (?:call|contact|te?xt|disturb) list\\b"_s,
        // do not write
        u"\\b(?:do not|dont|dnt|don t|never|no longer|not to|stop trying to) (?:ever |you ever |you dare |please |want "
        u"you to |fucking )?<send>"
        "(?: (?:to|any|anything|with))?(?: (?:more|other))?(?: <us>| <texts>| again| anymore| any more|$)"_s,
        u"\\b(?:do not|dont|never) (?:ever )?(?:call|te?xt|contact|message)(?: or (?:call|te?xt|contact|message))? "
        u"(?:me|us|this number|here)"
        "(?: (?:again|anymore|any more|ever|ever again|please|back|no more|or (?:te?xt|call|message) me))*$"_s,
        u"\\b(?:do not|dont|no longer) (?:\\w+ )?(?:want|wish|like|care|need|consent|agree|authorize)(?: to)? (?:be "
        u"|get |getting |receive |receiving |"
        "hear |hearing |have |any |any more |anymore |more |your |these |those |this |the |political |further |to "
        "|from |you |yall )*"
        "(?:contacted|te?xted|messaged|called|solicited|bothered|<texts>|from (?:you|u|yall|this|them|your)|you (?:to )?<send>|you <sending>)\\b"_s,
        u"\\b(?:no|not) (?:more|further|additional)(?: \\w+)? (?:<texts>|<sending>|contact|communications?)\\b"_s,
        u"^(?:please |pls |ok |no )*no more(?: please| pls| thanks| thank you)*$"_s,
        u"^(?:please |pls )*no (?:te?xts?|te?xting|messages?|sms|soliciting|solicitations?|contact)(?: please| pls)?$"_s,
        u"\\bleave (?:me|us|my (?:phone|number|family)) (?:the \\w+ )?(?:alone|be|out of (?:it|this))\\b"_s,
        // the form of it
        u"(?<!dont )(?<!do not )\\b(?:unsubscribe|unsuscribe|unsubcribe|unsub|stopall)\\b(?! (?:my|from their|him|her)\\b)"_s,
        u"(?<!dont )(?<!do not )(?<!didnt )(?<!not )\\bopt(?:ing|ed)? ?(?:me |us |my number |this number )?out\\b"
        "(?! of (?:jury|school|class|insurance|mail|voting|absentee|the election|the (?:vaccine|test|war)))"_s,
        u"\\b(?:revoke|revoking|withdraw|withdrawing|rescind) (?:\\w+ )?(?:my |any |all )?(?:consent|permission|authorization)\\b"_s,
        u"\\b(?:my )?(?:consent|permission) (?:is |has been )?(?:hereby )?(?:revoked|withdrawn)\\b"_s,
        u"\\b(?:i )?(?:do not|dont|did not|didnt|never) (?:give |gave |have )?(?:you )?(?:my )?(?:consent|permission) to (?:te?xt|contact|message|call)\\b"_s,
        u"\\b(?:cancel|end) (?:my |this |these |the |all |all of )+(?:subscription|<texts>|te?xting)\\b"_s,
        u"\\b(?:cancel|end) (?:all )?(?:te?xts?|messages|sms|te?xting)\\b"_s,
        u"\\b(?:take|put) (?:me|my number) (?:off|on) (?:your |the )?(?:no|do not|dont)\\b"_s,
        u"\\bgo away(?: and| please)? (?:stop|leave|dont)\\b|^(?:please )?go away(?: please)?$"_s,
        // Spanish
        u"\\b(?:ya |por favor )?no (?:me|nos) (?:vuelvan? a |vuelvas a |sigan? |sigas "
        u")?(?:mand|envi|escrib|contact|molest|text|mensaj|llam|hostig|acos|"
        "busqu)(?:en|es|e|an|as|a|een|ees|ee|eis|ando|iendo|ar|ir|jeen|jees|jee|)?\\b"_s,
        u"\\bno (?:me |nos )?(?:mande[ns]?|envie[ns]?|escriba[ns]?|moleste[ns]?|contacte[ns]?|llame[ns]?)(?: mas| <mensajes>| a este| por favor|$)"_s,
        u"\\bno (?:vuelvan?|vuelvas) a (?:mandar|enviar|escribir|contactar|molestar|textear|llamar)(?:me|nos)?\\b"_s,
        u"\\bno (?:quiero|deseo|quisiera|queremos|necesito|acepto|autorizo) (?:ya |mas |recibir |estar recibiendo |que "
        u"(?:me|nos) \\w+ |sus |tus |estos |esos |"
        "de |otros |ningun |seguir |recibiendo )*(?:<mensajes>|contactar|que me (?:escriban|manden|contacten|llamen|molesten)|nada de ustedes)"_s,
        u"\\bno (?:quiero|deseo) que (?:me|nos) (?:escrib|mand|contact|llam|molest|envi|text)\\w*\\b"_s,
        u"\\b(?:deja|deje|dejen|dejenme|dejame|dejeme|para|pare|paren|parale|basta|alto|cesen) (?:ya )?(?:de |con "
        u")(?:los |tus |sus |estos |tantos )?"
        "(?:mandar|enviar|escribir|molestar|textear|contactar|mensajear|llamar|chingar|joder|fastidiar|<mensajes>)"_s,
        u"\\b(?:dejame|dejeme|dejenme|dejanos|dejennos|laissez moi) (?:en paz|tranquil[oae])\\b"_s,
        u"\\bno mas (?:<mensajes>|llamadas|por favor)\\b|\\b(?:ni un|ningun) (?:mensaje|texto) mas\\b|\\bni un mensaje\\b"_s,
        u"^(?:ya )?(?:no|basta|pare|paren|alto) (?:mas|ya)(?: por favor| porfa)?$"_s,
        u"\\b(?:quit|sac|saqu|borr|elimin|remuev|retir|anul|desuscrib|desinscrib|excluy)(?:a|e|en|ame|eme|enme|uevame|"
        u"anme)("
        u"?:me)? (?:de |del |mi |este )"
        "(?:la |su |sus |tu |tus |esta |estas |sus "
        ")?(?:lista|listas|numero|nombre|telefono|celular|contacto|base|datos|sistema|registro|grupo|"
        "mensajes|ahi|aqui)"_s,
        u"\\b(?:darme|darnos|dame|deme|denme|dar) de baja\\b|\\bquiero (?:la |mi )?baja\\b"_s,
        u"\\b(?:cancelar?|anular?|cancele|cancelen|terminar) (?:la |mi |esta )?(?:suscripcion|subscripcion|<mensajes>)\\b"_s,
        u"\\b(?:desuscrib|desubscrib|dessuscrib)\\w*\\b"_s,
        u"\\b(?:olvida|olvide|olviden|olvidese|olvidate|pierd[ae]n?|borr[ae]n?|elimin[ae]n?|quit[ae]n?|bloque[ae]n?)(?:"
        u" de)? (?:mi|este) (?:numero|telefono|"
        "celular|contacto|nombre)\\b"_s,
        u"\\bno (?:molestar|molesten|moleste|molestes)\\b"_s,
        u"^(?:por favor |porfa |porfavor |ya )*(?:quit|sac|saqu|borr|elimin)(?:ame|eme|enme|enos|ennos)(?: (?:ya|por favor|porfa|gracias))*$"_s,
        u"^(?:ya |por favor )*(?:parale|parenle)(?: ya| por favor)*$"_s,
        u"\\b(?:deja|deje|dejen|paren|pare) (?:ya )?de estar (?:mand|envi|escrib|molest|text|llam)\\w*\\b"_s,
        u"\\bno (?:mandar|enviar) (?:mas )?<mensajes>"_s,
        u"\\b(?:revoco|retiro) mi (?:consentimiento|permiso|autorizacion)\\b"_s,
        // French
        u"\\bne (?:m|me|nous) ?(?:ecrivez|contactez|envoyez|appelez|textez|derangez)\\b.{0,20}\\bplus\\b|\\bne (?:mecrivez|menvoyez|mappelez) plus\\b"_s,
        u"\\b(?:arretez?|cessez|cesse) (?:de |d )?(?:m |me |nous |m)?(?:ecrire|envoyer|contacter|appeler|texter|mecrire|menvoyer|deranger)\\b"_s,
        u"\\b(?:plus|pas) de (?:textos?|messages?|sms)\\b|\\bdesabonne\\w*\\b|\\bdesinscri\\w*\\b"_s,
        u"\\b(?:retirez|enlevez|supprimez|effacez) (?:moi|mon (?:numero|nom))\\b"_s,
    });
    return kPhrases;
}

const QRegularExpression& keywordInside()
{
    static const QRegularExpression kInside(
        u"\\b(?:stop|stopp?ing|stopall|unsubscribed?|unsub|cancel|end|quit|revoke|opt(?:ed|ing)? ?(?:me "
        u")?out|remove|remove me|"
        "arrete?|arretez|cton|alto|fin|paro|pare|paren|parar|detener|detengan|cancelar|basta|baja|no "
        "mas|quit[ae]me|borr[ae]me|elimin[ae]me|"
        "(?:do not|dont|never) (?:te?xt|txt|message|msg|contact|call|write)|take me off|no more|spam|harass\\w*|"
        "report(?:ed|ing)? (?:you|this|as)|block(?:ed|ing) (?:you|this)|fuck off|piss off|buzz off|go away|get lost|"
        "(?:never|didnt|did not) (?:sign(?:ed)? up|subscribe|opt in|consent|give you)|how did you get my number|acoso)\\b"_s);
    return kInside;
}

} // namespace textbank
