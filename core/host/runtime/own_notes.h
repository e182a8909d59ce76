// What a person types, on its way into the record: cut where it has to end, and a note of a person's own under the
// person's key (docs/personal-data.md); and on its way back to the window.

#pragma once

#include "core/base/short_text.h"
#include "core/desk/events/command.h"
#include "core/desk/views/history.h"
#include "core/host/person/person.h"
#include "core/host/runtime/link.h"

#include <cstddef>
#include <span>
#include <string_view>

namespace omni::runtime {

/// Bytes of a note of a person's own and of its tag: what fits into theirs when it is sealed.
inline constexpr std::size_t mostNoteBytes = 135, mostNoteTagBytes = 15;

/// What goes into a reason, whole characters of it.
[[nodiscard]] ShortText<95> reasonOf(std::string_view text);

/// The command as the record may have it: text and tag of a note about a trade are sealed, at most `mostNoteBytes` and
/// `mostNoteTagBytes` of them. The program's own words (why a proposal was rejected, what the switch did) and every
/// other command are left as they are.
[[nodiscard]] events::Command sealedFor(const person::Person& person, const events::Command& command);

/// On the way out again: as the person may read them.
void openNotes(const person::Person& person, std::span<Notice> notices);
void openNotes(const person::Person& person, views::HistoryPage& page);

} // namespace omni::runtime
