#include "core/host/runtime/own_notes.h"

#include <algorithm>
#include <variant>

namespace omni::runtime {

namespace {

static_assert(person::wordsIn(191) == mostNoteBytes && person::wordsIn(31) == mostNoteTagBytes);

bool isPersonal(const events::AddNote& note) noexcept
{
    return (note.proposal || note.order) && note.tag.view() != "reject_reason";
}

std::string_view cutTo(std::string_view text, std::size_t most) noexcept
{
    std::size_t size = std::min(text.size(), most);
    while (size > 0 && size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) {
        --size;
    }
    return text.substr(0, size);
}

void open(const person::Person& person, events::AddNote& note)
{
    note.text = ShortText<191>(person::shownWords(&person, note.text.view()));
    note.tag = ShortText<31>(person::shownWords(&person, note.tag.view()));
}

} // namespace

ShortText<95> reasonOf(std::string_view text)
{
    return ShortText<95>(cutTo(text, 95));
}

events::Command sealedFor(const person::Person& person, const events::Command& command)
{
    events::Command sealed = command;
    if (auto* note = std::get_if<events::AddNote>(&sealed.what); note != nullptr && isPersonal(*note)) {
        note->text = ShortText<191>(person.sealed(cutTo(note->text.view(), mostNoteBytes)));
        note->tag = ShortText<31>(person.sealed(cutTo(note->tag.view(), mostNoteTagBytes)));
    }
    return sealed;
}

void openNotes(const person::Person& person, std::span<Notice> notices)
{
    for (Notice& notice : notices) {
        if (auto* fact = std::get_if<events::Fact>(&notice.what)) {
            if (auto* added = std::get_if<events::NoteAdded>(fact)) {
                open(person, added->note);
            }
        }
    }
}

void openNotes(const person::Person& person, views::HistoryPage& page)
{
    if (auto* rows = std::get_if<std::vector<views::NoteRow>>(&page.rows)) {
        for (views::NoteRow& row : *rows) {
            open(person, row.note);
        }
    }
}

} // namespace omni::runtime
