#include "tests/support/pane_scenes/pane_scenes.h"

#include <array>
#include <string_view>

namespace omni::testing {

QString PaneScene::pictureName(Guise guise) const
{
    static constexpr std::array<const char*, 7> guises{"dark", "light", "xa", "mirrored", "small", "large", "huge"};
    return QStringLiteral("%1/%2-%3")
        .arg(QLatin1String(pane), QLatin1String(name), QLatin1String(guises[static_cast<std::size_t>(guise)]));
}

bool PaneScene::showsData() const
{
    const std::string_view is = name;
    return is == "live"
        || (is == "blocked"
            && (std::string_view(pane).starts_with("kill_reset") || std::string_view(pane) == "what_the_stop_did"));
}

} // namespace omni::testing
