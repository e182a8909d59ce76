// needs: host/person host/runtime host/watch host/config host/access edge/security/vault edge/platform
// needs: desk/driver desk/journal
// Power-loss images of real sessions: whatever a disk may have kept of the profile's changes in a trace is opened by
// the program's own recovery, at every moment of the trace (F2, F3).
//
//   crash_images TRACE FOLDER IMAGES SEED [deaf|nameless]
//
// FOLDER is made, used and removed; on a file system in memory it is quick. Of disks where promises must be found
// broken: `deaf`, one that keeps nothing when it is told to sync; `nameless`, one that keeps no name when a folder is
// synced.
//
// At each change and each sync it drops the unsynced changes in every combination, if there are few, else in drawn
// ones, and tears the last of those that are kept. Every image must open, the journal and what lies beside it, and
// nothing that a venue got or a reader was told before that moment may be missing from it (S5, S23). Behind a kill
// switch that said that it is set, it is set (S12); before, either may be found. Behind an entry that left, a watchdog
// finds its session (decision 33). Takes at least IMAGES of them. The last line says how many; ends with 1 if a
// promise was broken.

#include "tests/crash/disk_model.h"

#include "tests/crash/opened_profile.h"
#include "tests/crash/opened_vault.h"

#include "core/host/person/person.h"
#include "core/trade/orders/client_order_id.h"
#include "core/trade/risk/mode.h"

#include <cstdlib>
#include <iostream>
#include <regex>
#include <set>
#include <sstream>
#include <string_view>

using namespace omni;
using namespace omni::crash;

namespace {

/// Entries of the trace, in order. False: it is no trace, or ends within an entry.
class Trace
{
public:
    explicit Trace(const char* path)
        : m_file(path, std::ios::binary)
    {
    }
    struct Entry {
        std::vector<std::string> words;
        std::string bytes;
        [[nodiscard]] std::uint64_t number(std::size_t at) const
        {
            return std::strtoull(words.at(at).c_str(), nullptr, 10);
        }
    };
    [[nodiscard]] std::optional<Entry> next()
    {
        std::string line;
        if (!std::getline(m_file, line)) {
            return std::nullopt;
        }
        Entry entry;
        std::istringstream words(line);
        for (std::string word; words >> word;) {
            entry.words.push_back(word);
        }
        if (!entry.words.empty()
            && (entry.words[0] == "write" || entry.words[0] == "send" || entry.words[0] == "told"
                || entry.words[0] == "command")) {
            entry.bytes.resize(static_cast<std::size_t>(entry.number(entry.words.size() - 1)));
            m_file.read(entry.bytes.data(), static_cast<std::streamsize>(entry.bytes.size()));
        }
        return m_file ? std::optional(std::move(entry)) : std::nullopt;
    }

private:
    std::ifstream m_file;
};

/// The program tells a reader the person's name; on record is who that is by number, and the name is a file of its own.
std::string asRecorded(const std::string& line)
{
    static const std::regex person(R"(script:[^"]*)");
    return std::regex_replace(line, person, "script:" + std::string(person::pseudonym));
}

/// What the world was promised so far.
struct Promises {
    std::set<std::string> lines; ///< That standard output was given.
    std::set<std::string> entries; ///< Client ids of entries that began to leave.
    std::string begun; ///< Of a line that is not whole yet.
    std::uint8_t latch = 0; ///< The highest level that the kill switch was told to be set at.
    VaultPromises vault;

    /// "global latched at flatten: …", {"recovery_key":"…"}; or what the driver says of a command.
    void said(const std::string& text)
    {
        constexpr std::string_view latched = "global latched at ", holds = "vault holds ";
        if (text.starts_with(latched)) {
            const auto end = text.find(':');
            const auto level = risk::killLevelFromName(std::string_view(text).substr(
                latched.size(), std::min(end, text.size()) - std::min(latched.size(), text.size())));
            latch = std::max(latch, static_cast<std::uint8_t>(level.value_or(risk::KillLevel::None)));
        } else if (!recoveryKeyIn(text).empty()) {
            ++vault.told;
        } else if (text.starts_with(holds)) {
            vault.holds.insert(text.substr(holds.size()));
        } else if (text == "vault guess") {
            ++vault.guesses;
        }
    }
    [[nodiscard]] static std::string recoveryKeyIn(const std::string& text)
    {
        constexpr std::string_view start = "\"recovery_key\":\"";
        const auto at = text.find(start);
        return at == std::string::npos
            ? std::string()
            : text.substr(at + start.size(), text.find('"', at + start.size()) - at - start.size());
    }
    void told(const std::string& bytes)
    {
        begun += bytes;
        for (std::size_t end = begun.find('\n'); end != std::string::npos; end = begun.find('\n')) {
            const bool isOfRecord = begun.starts_with(R"({"kind":")") && !begun.starts_with(R"({"kind":"left_out")")
                && !begun.starts_with(R"({"kind":"summary")");
            if (isOfRecord) {
                lines.insert(asRecorded(begun.substr(0, end)));
            }
            begun.erase(0, end + 1);
        }
    }
    void sent(const std::string& bytes)
    {
        constexpr std::string_view ofIds = "0123456789ABCDEFGHJKMNPQRSTVWXYZabcdefghijklmnopqrstuvwxyz-";
        for (std::size_t at = 0; at < bytes.size();) {
            const std::size_t end = std::min(bytes.find_first_not_of(ofIds, at), bytes.size());
            const auto parts = orders::partsOf(std::string_view(bytes).substr(at, end - at));
            if (parts && parts->role == orders::OrderRole::Entry) {
                entries.insert(bytes.substr(at, end - at));
            }
            at = end + 1;
        }
    }
};

constexpr std::size_t sampleOfLies = 4; ///< That a lie is found out shows at each fourth moment as well.

class Images
{
public:
    enum class Keeps { WhatIsSynced, BytesAlone, Nothing };
    Images(std::filesystem::path folder, std::uint64_t seed, Keeps keeps)
        : m_folder(std::move(folder))
        , m_keeps(keeps)
        , m_random(seed)
    {
    }

    /// The moment behind this entry, if something has changed.
    void at(const Trace::Entry& entry)
    {
        const bool isSample = m_keeps == Keeps::WhatIsSynced || m_moments % sampleOfLies == 0;
        if (!take(entry) || !isSample) {
            return;
        }
        const std::size_t count = m_disk.pending();
        constexpr std::size_t few = 4, drawn = 16;
        const std::size_t images = count <= few ? std::size_t{1} << count : drawn;
        for (std::size_t image = 0; image < images; ++image) {
            Loss loss;
            // All kept, none kept, and whatever is drawn between.
            const std::uint64_t rare = m_random() % 8;
            for (std::size_t i = 0; i < count; ++i) {
                loss.kept.push_back(count <= few    ? (image >> i & 1U) != 0
                                        : image < 2 ? image == 0
                                                    : m_random() % 8 >= rare);
            }
            open(loss, entry);
            if (const std::size_t bytes = m_disk.lastWrite(loss.kept); bytes > 1) {
                loss.tornBytes = 1 + m_random() % (bytes - 1);
                open(loss, entry);
            }
        }
    }
    [[nodiscard]] std::size_t count() const noexcept
    {
        return m_count;
    }
    [[nodiscard]] std::size_t broken() const noexcept
    {
        return m_broken;
    }
    void sumUp() const
    {
        std::cout << "power-loss images: " << m_broken << " broken of " << m_count << " (" << m_distinct.size()
                  << " different) at " << m_moments << " moments, " << m_torn << " with a torn write, in " << m_cut
                  << " of them less to read than in one before, " << m_promised << " promises looked for, " << m_latched
                  << " behind the kill switch";
        for (const auto& [promise, count] : m_faults) {
            std::cout << ", " << promise << " broken in " << count;
        }
        std::cout << '\n';
    }
    /// Once more from the beginning. `keys`: those of the trace.
    void next(std::vector<std::string> keys)
    {
        m_disk = {};
        m_promises = {};
        m_promises.vault.keys = std::move(keys);
        m_beats.clear();
    }

private:
    /// False: nothing has changed by it that is worth a look.
    bool take(const Trace::Entry& entry)
    {
        const std::string& what = entry.words.at(0);
        if (what == "told" || what == "send") {
            what == "told" ? m_promises.told(entry.bytes) : m_promises.sent(entry.bytes);
            return false;
        }
        if (what == "command") {
            m_promises.said(entry.bytes);
        }
        const bool isLook = what == "command"    ? true
            : what == "sync" || what == "synced" ? takeSync(entry)
                                                 : takeChange(entry);
        m_moments += isLook ? 1U : 0U;
        return isLook;
    }
    bool takeSync(const Trace::Entry& entry)
    {
        const std::string whole = entry.words.at(1) + ' ' + entry.words.at(2);
        const bool isFolder = entry.words.at(1) == "folder";
        if (entry.words.at(0) == "sync") {
            m_disk.beginSync(whole);
            return false;
        }
        if (m_keeps == Keeps::Nothing || (m_keeps == Keeps::BytesAlone && isFolder)) {
            return false;
        }
        isFolder ? m_disk.syncedFolder(entry.words.at(2), whole) : m_disk.syncedFile(entry.number(2), whole);
        return true;
    }
    bool takeChange(const Trace::Entry& entry)
    {
        const std::string& what = entry.words.at(0);
        if (what == "make") {
            m_disk.make(entry.number(1), entry.words.at(2));
            m_beats.erase(entry.number(1));
            if (entry.words.at(2).starts_with(".heartbeat-")) { // it gets its name when it is whole
                m_beats.insert(entry.number(1));
            }
        } else if (what == "write") {
            const auto* bytes = reinterpret_cast<const std::byte*>(entry.bytes.data());
            FileBytes data(bytes, bytes + entry.bytes.size());
            if (m_beats.contains(entry.number(1))) {
                m_disk.beat(entry.number(1), entry.number(2), std::move(data));
                return false; // some moment, as any other
            }
            m_disk.write(entry.number(1), entry.number(2), std::move(data));
        } else if (what == "cut") {
            m_disk.cut(entry.number(1), entry.number(2));
        } else if (what == "rename") {
            m_disk.rename(entry.words.at(1), entry.words.at(2));
        } else if (what == "link") {
            m_disk.link(entry.words.at(1), entry.words.at(2));
        } else if (what == "folder") {
            m_disk.makeFolder(entry.words.at(1));
        } else if (what == "remove") {
            m_disk.remove(entry.words.at(1));
        } else {
            return false;
        }
        return true;
    }
    void open(const Loss& loss, const Trace::Entry& entry)
    {
        const FolderBytes files = m_disk.after(loss);
        std::size_t digest = 0;
        for (const auto& [name, bytes] : files) {
            const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
            digest = digest * 31 + std::hash<std::string_view>()(text) + std::hash<std::string>()(name);
        }
        ++m_count;
        m_distinct.insert(digest);
        m_torn += loss.tornBytes ? 1U : 0U;
        writeProfile(m_folder, files);
        const OpenedProfile found = openProfile(m_folder);
        std::string fault = faultBeside(found);
        fault = fault.empty() ? faultOfVault(m_folder, m_promises.vault) : fault;
        fault = fault.empty() ? faultOf(found.journal) : fault;
        m_cut += found.journal.lines.size() < m_mostLines ? 1U : 0U;
        m_mostLines = std::max(m_mostLines, found.journal.lines.size());
        m_latched += m_promises.latch > 0 ? 1U : 0U;
        if (!fault.empty()) {
            ++m_broken;
            ++m_faults[fault.substr(0, fault.find(':'))];
            std::cout << "image " << m_count << ", behind";
            for (const auto& word : entry.words) {
                std::cout << ' ' << word;
            }
            std::cout << ": " << fault << '\n';
            if (const char* keep = std::getenv("OMNI_KEEP_IMAGES")) {
                writeProfile(std::filesystem::path(keep) / std::to_string(m_count), files);
            }
        }
    }
    [[nodiscard]] std::string faultBeside(const OpenedProfile& found)
    {
        if (!found.refusal.empty()) {
            return "F3: it does not open: " + found.refusal;
        }
        if (found.latch < m_promises.latch) {
            return "S12: the kill switch was set at " + std::to_string(m_promises.latch) + " and is found at "
                + std::to_string(found.latch);
        }
        for (const auto& name : m_promises.entries) {
            ++m_promised;
            if (const auto why = unwatched(found, name); !why.empty()) {
                return "decision 33: " + why;
            }
        }
        return {};
    }
    [[nodiscard]] std::string faultOf(const Opened& found)
    {
        if (!found.isOpen) {
            return "F3: it does not open: " + found.refusal;
        }
        if (!found.fault.empty()) {
            return found.fault;
        }
        const std::set<std::string> lines(found.lines.begin(), found.lines.end());
        for (const auto& line : m_promises.lines) {
            ++m_promised;
            if (!lines.contains(line)) {
                return "S23: what was told is not there: " + line;
            }
        }
        for (const auto& name : m_promises.entries) {
            ++m_promised;
            const std::string member = R"("client_order_id":")" + name + '"';
            if (std::none_of(found.lines.begin(), found.lines.end(),
                             [&member](const std::string& line) { return line.find(member) != std::string::npos; })) {
                return "S5: the intent of an entry that had left is not there: " + name;
            }
        }
        return {};
    }

    std::filesystem::path m_folder;
    Keeps m_keeps;
    std::mt19937_64 m_random;
    DiskModel m_disk;
    Promises m_promises;
    std::set<std::uint64_t> m_beats; ///< Inodes of what is written without end.
    std::map<std::string, std::size_t> m_faults; ///< How often each promise was broken.
    std::set<std::size_t> m_distinct;
    std::size_t m_count = 0, m_moments = 0, m_torn = 0, m_cut = 0, m_promised = 0, m_broken = 0, m_mostLines = 0,
                m_latched = 0;
};

std::vector<std::string> recoveryKeysIn(const char* path)
{
    std::vector<std::string> keys;
    Trace trace(path);
    while (const auto entry = trace.next()) {
        if (const auto key = Promises::recoveryKeyIn(entry->words.at(0) == "command" ? entry->bytes : "");
            !key.empty()) {
            keys.push_back(key);
        }
    }
    return keys;
}

} // namespace

int main(int argc, char** argv)
{
    const std::string_view disk = argc == 6 ? argv[5] : "";
    if (argc != 5 && disk != "deaf" && disk != "nameless") {
        std::cerr << "crash_images TRACE FOLDER IMAGES SEED [deaf|nameless]\n";
        return 2;
    }
    const auto keeps = disk == "deaf" ? Images::Keeps::Nothing
        : disk == "nameless"          ? Images::Keeps::BytesAlone
                                      : Images::Keeps::WhatIsSynced;
    const std::size_t wanted = std::strtoull(argv[3], nullptr, 10);
    Images images(argv[2], std::strtoull(argv[4], nullptr, 10), keeps);
    do {
        const std::size_t before = images.count();
        images.next(recoveryKeysIn(argv[1]));
        Trace trace(argv[1]);
        while (const auto entry = trace.next()) {
            images.at(*entry);
        }
        if (images.count() == before) {
            std::cerr << "there is nothing in the trace\n";
            return 2;
        }
    } while (images.count() < wanted);
    std::filesystem::remove_all(argv[2]);
    images.sumUp();
    return images.broken() > 0 ? 1 : 0;
}
