#pragma once

#include "app/gateway/GatewayWords.h"

#include <cstdio>

namespace textbank {

/// One line of a result, on standard output.
inline void say(const QString& line)
{
    std::fputs((line + u'\n').toUtf8().constData(), stdout);
    std::fflush(stdout);
}

/// One sentence for whoever runs the program, on standard error.
inline void complain(const QString& sentence) { std::fputs((sentence + u'\n').toUtf8().constData(), stderr); }

inline Unexpected<Error> told(const Error& error, const QString& what)
{
    return fail(error.code, sentenceFor(error, what));
}

/// What volunteers and contacts typed must not draw on the operator's terminal.
inline QString printable(QString text)
{
    for (auto& c : text) {
        c = c.isPrint() ? c : QChar(u' ');
    }
    return text;
}

} // namespace textbank
