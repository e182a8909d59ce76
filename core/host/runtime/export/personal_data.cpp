#include "core/host/runtime/export/personal_data.h"

#include "core/host/runtime/open_profile.h"

#include "core/base/csv_cell.h"
#include "core/base/json_text.h"
#include "core/desk/events/codec.h"
#include "core/desk/journal/record_feed.h"
#include "core/edge/platform/file_folder.h"
#include "core/edge/platform/profile.h"
#include "core/host/runtime/open_profile.h"

#include <fstream>
#include <sstream>
#include <system_error>

#include <fmt/format.h>

namespace omni::runtime {

namespace {

using platform::FileFolder;

/// Folders of the profile with what a person has chosen or looked at. Logs name paths, which name people.
constexpr std::string_view personalFolders[] = {"layouts", "logs"};

tl::unexpected<RunFailure> notDone(const std::filesystem::path& profile, const Error& error)
{
    const bool isAbsent = error.code == Errc::NotFound;
    return tl::unexpected(RunFailure{isAbsent ? FailureKind::BadInput : FailureKind::Refused, "personal_data",
                                     profile.string() + ": " + error.detail,
                                     isAbsent ? "name the folder of a profile" : "stop the program that works on it",
                                     profile.string(), 0});
}

Result<void> addNotes(const std::filesystem::path& profile, const person::Person* person, PersonalData& data)
{
    const auto folder = FileFolder::open(profile / "journal", FileFolder::Access::ReadOnly);
    if (!folder || !hasSegments(**folder)) {
        return {}; // nothing has run here yet
    }
    auto feed = journal::RecordFeed::open(**folder, Sequence{1});
    for (const auto* record = feed.peek(); record != nullptr; feed.pass(), record = feed.peek()) {
        if (!events::isFact(record->kind)) {
            continue;
        }
        const auto fact = events::decodeFact(record->stamp, record->kind, record->payload);
        if (!fact) {
            return tl::unexpected(fact.error());
        }
        const auto* added = std::get_if<events::NoteAdded>(&*fact);
        if (added == nullptr || !person::isSealed(added->note.text.view())) {
            continue; // a word of the program's own, or of before there were sealed ones
        }
        const std::string text = person::shownWords(person, added->note.text.view());
        if (text == person::erasedWords) {
            ++data.unreadableNotes;
        } else {
            data.notes.push_back({record->stamp.wall, person::shownWords(person, added->note.tag.view()), text});
        }
    }
    return feed.ending();
}

void addFiles(const std::filesystem::path& profile, PersonalData& data)
{
    for (const std::string_view name : personalFolders) {
        std::error_code error;
        std::vector<std::filesystem::path> found;
        for (const auto& file : std::filesystem::directory_iterator(profile / name, error)) {
            if (file.is_regular_file(error)) {
                found.push_back(file.path());
            }
        }
        std::sort(found.begin(), found.end());
        for (const auto& file : found) {
            std::ostringstream text;
            text << std::ifstream(file, std::ios::binary).rdbuf();
            data.files.emplace_back(std::string(name) + '/' + file.filename().string(), text.str());
        }
    }
}

} // namespace

Outcome<PersonalData> personalDataOf(const std::filesystem::path& profile)
{
    const auto root = FileFolder::open(profile, FileFolder::Access::ReadOnly);
    if (!root) {
        return notDone(profile, root.error());
    }
    const auto person = person::Person::read(**root);
    if (!person) {
        return notDone(profile, person.error());
    }
    PersonalData data;
    const person::Person* known = *person ? &**person : nullptr;
    data.name = known != nullptr ? known->name() : std::string();
    if (const auto read = addNotes(profile, known, data); !read) {
        return journalFailure("read", profile / "journal", read.error());
    }
    addFiles(profile, data);
    return data;
}

std::string jsonOf(const PersonalData& data)
{
    JsonText json;
    json.object().member("person", person::pseudonym);
    json.key("name");
    data.name.empty() ? json.null() : json.text(data.name);
    json.key("notes").array();
    for (const PersonalNote& note : data.notes) {
        json.object().member("at", isoText(note.at)).member("tag", std::string_view(note.tag));
        json.member("text", std::string_view(note.text)).end();
    }
    json.end().key("files").array();
    for (const auto& [name, text] : data.files) {
        json.object().member("file", std::string_view(name)).member("text", std::string_view(text)).end();
    }
    json.end().member("unreadable_notes", data.unreadableNotes).end();
    return json.take();
}

std::string csvOf(const PersonalData& data)
{
    std::string out = "at,tag,text\n";
    for (const PersonalNote& note : data.notes) {
        out += fmt::format("{},{},{}\n", isoText(note.at), csvText(note.tag), csvText(note.text));
    }
    return out;
}

ErasureFile::ErasureFile(std::filesystem::path profile, Timestamp now)
    : m_profile(std::move(profile))
    , m_now(now)
{
}

Result<void> ErasureFile::note(const Erasure& erasure)
{
    auto root = FileFolder::open(m_profile, FileFolder::Access::ReadWrite);
    if (!root) {
        return tl::unexpected(root.error());
    }
    std::string text;
    if (const auto before = (*root)->read("erasures")) {
        const auto bytes = (*before)->bytes();
        text.assign(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    }
    text += fmt::format("{} {} erased: {} notes, {} files\n", isoText(m_now), erasure.person, erasure.notes,
                        erasure.files);
    return (*root)->replace("erasures", std::as_bytes(std::span(text.data(), text.size())));
}

namespace {

Outcome<Erasure> erasedBelow(const std::filesystem::path& profile, FileFolder& root, ErasureRecord& record)
{
    const auto data = personalDataOf(profile);
    if (!data) {
        return tl::unexpected(data.error());
    }
    const Erasure erasure{person::pseudonym, data->notes.size(), data->files.size()};
    if (const auto noted = record.note(erasure); !noted) {
        return notDone(profile, noted.error());
    }
    if (const auto gone = person::erase(root); !gone) {
        return notDone(profile, gone.error());
    }
    for (const auto& [name, text] : data->files) {
        std::error_code error;
        if (!std::filesystem::remove(profile / name, error) && error) {
            return notDone(profile, {Errc::Unavailable, name + " cannot be removed: " + error.message()});
        }
    }
    return erasure;
}

} // namespace

Outcome<Erasure> erasePersonalData(const std::filesystem::path& profile, ErasureRecord& record)
{
    if (const auto there = platform::checkProfile(profile); !there) {
        return notDone(profile, there.error());
    }
    const auto lock = platform::ProfileLock::take(profile);
    if (!lock) {
        return notDone(profile, lock.error());
    }
    auto root = FileFolder::open(profile, FileFolder::Access::ReadWrite);
    return root ? erasedBelow(profile, **root, record) : notDone(profile, root.error());
}

Outcome<Erasure> erasePersonalData(const LockedProfile& profile, ErasureRecord& record)
{
    return erasedBelow(profile.path, *profile.root, record);
}

} // namespace omni::runtime
