#include "ui/shell/notices/missing_stops.h"

#include <algorithm>
#include <cstdlib>

namespace omni::ui {

void MissingStops::alerted(InstrumentId instrument, const QString& text, Monotonic now)
{
    const auto [at, isNew] = m_told.try_emplace(instrument, Told{text, now, false, true});
    at->second.text = text;
    at->second.isNew = true;
}

std::vector<MissingStops::Word> MissingStops::look(const views::DeskSnapshot& desk, Monotonic now)
{
    std::vector<Word> words;
    for (auto one = m_told.begin(); one != m_told.end();) {
        bool isHeld = false, isCovered = true;
        for (const views::PositionView& position : desk.positions) {
            if (position.position.instrument == one->first) {
                isHeld = true;
                isCovered = isCovered && position.protectedLots.count >= std::abs(position.position.lots.count);
            }
        }
        Told& told = one->second;
        if (isCovered) {
            if (told.isSaid) {
                words.push_back({one->first, true, !isHeld, {}});
            }
            one = m_told.erase(one);
            continue;
        }
        if (told.isNew && (told.isSaid || now - told.since >= patience)) {
            told.isSaid = true;
            told.isNew = false;
            words.push_back({one->first, false, false, told.text});
        }
        ++one;
    }
    return words;
}

} // namespace omni::ui
