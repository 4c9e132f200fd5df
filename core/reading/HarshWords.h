#pragma once

#include <QString>

namespace textbank {

/// What is found in a text by its words alone, in English and Spanish, also where they are written in disguise:
/// "f**k", "sh!t", "p3ndejo", "f u c k".
struct HarshWords
{
    bool strong = false; ///< Foul language, whoever it is meant for. "Damn", "hell" and "crap" are none.
    bool insult = false; ///< Somebody is called a name.
    bool abuse = false;  ///< Said to somebody's face: "go to hell", "vete a la mierda".
    bool threat = false; ///< Of violence, or a slur.

    /// Of a long text the beginning and the end are looked at.
    static HarshWords in(const QString& text);
};

} // namespace textbank
