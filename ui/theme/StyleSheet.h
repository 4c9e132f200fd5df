#pragma once

#include <QString>

namespace textbank {

class Theme;

/// The style sheet for Qt's own controls, from the theme's tokens. Set once for each theme or size, never for a card.
QString styleSheetFor(const Theme& theme);

} // namespace textbank
