// needs: host/runtime edge/platform desk/driver desk/journal
// Power-loss images of real sessions: whatever a disk may have kept of the changes in a trace is opened by the
// program's own recovery, at every moment of the trace (F2, F3).
//
//   crash_images TRACE FOLDER IMAGES SEED [deaf]
//
// FOLDER is made, used and removed; on a file system in memory it is quick. `deaf`: of a disk that keeps nothing when
// it is told to sync, where promises must be found broken.
//
// At each change and each sync it drops the unsynced changes in every combination, if there are few, else in drawn
// ones, and tears the last of those that are kept. Every image must open, and nothing that a venue got or a reader was
// told before that moment may be missing from it (S5, S23). Takes at least IMAGES of them. The last line says how many;
// ends with 1 if a promise was broken.

#include "tests/crash/disk_model.h"

#include "core/trade/orders/client_order_id.h"

#include <cstdlib>
#include <iostream>
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
            && (entry.words[0] == "write" || entry.words[0] == "send" || entry.words[0] == "told")) {
            entry.bytes.resize(static_cast<std::size_t>(entry.number(entry.words.size() - 1)));
            m_file.read(entry.bytes.data(), static_cast<std::streamsize>(entry.bytes.size()));
        }
        return m_file ? std::optional(std::move(entry)) : std::nullopt;
    }

private:
    std::ifstream m_file;
};

/// What the world was promised so far.
struct Promises {
    std::set<std::string> lines; ///< That standard output was given.
    std::set<std::string> entries; ///< Client ids of entries that began to leave.
    std::string begun; ///< Of a line that is not whole yet.

    void told(const std::string& bytes)
    {
        begun += bytes;
        for (std::size_t end = begun.find('\n'); end != std::string::npos; end = begun.find('\n')) {
            const bool isOfRecord = begun.starts_with(R"({"kind":")") && !begun.starts_with(R"({"kind":"left_out")")
                && !begun.starts_with(R"({"kind":"summary")");
            if (isOfRecord) {
                lines.insert(begun.substr(0, end));
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

class Images
{
public:
    Images(std::filesystem::path folder, std::uint64_t seed, bool isDeaf)
        : m_folder(std::move(folder))
        , m_isDeaf(isDeaf)
        , m_random(seed)
    {
    }

    /// The moment behind this entry, if something has changed.
    void at(const Trace::Entry& entry)
    {
        if (!take(entry)) {
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
                  << " of them less to read than in one before, " << m_promised << " promises looked for\n";
    }
    void next()
    {
        m_disk = {};
        m_promises = {};
    }

private:
    /// False: nothing has changed by it.
    bool take(const Trace::Entry& entry)
    {
        const std::string& what = entry.words.at(0);
        const auto whole = [&entry] { return entry.words.at(1) + ' ' + entry.words.at(2); };
        if (what == "told" || what == "send") {
            what == "told" ? m_promises.told(entry.bytes) : m_promises.sent(entry.bytes);
            return false;
        }
        if (what == "make") {
            m_disk.make(entry.number(1), entry.words.at(2));
        } else if (what == "write") {
            const auto* bytes = reinterpret_cast<const std::byte*>(entry.bytes.data());
            m_disk.write(entry.number(1), entry.number(2), FileBytes(bytes, bytes + entry.bytes.size()));
        } else if (what == "cut") {
            m_disk.cut(entry.number(1), entry.number(2));
        } else if (what == "rename") {
            m_disk.rename(entry.words.at(1), entry.words.at(2));
        } else if (what == "remove") {
            m_disk.remove(entry.words.at(1));
        } else if (what == "sync") {
            m_disk.beginSync(whole());
            return false;
        } else if (what == "synced" && !m_isDeaf) {
            entry.words.at(1) == "folder" ? m_disk.syncedFolder(entry.words.at(2), whole())
                                          : m_disk.syncedFile(entry.number(2), whole());
        } else {
            return false;
        }
        ++m_moments;
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
        writeFolder(m_folder, files);
        const Opened found = crash::open(m_folder);
        const std::string fault = faultOf(found);
        m_cut += found.lines.size() < m_mostLines ? 1U : 0U;
        m_mostLines = std::max(m_mostLines, found.lines.size());
        if (!fault.empty()) {
            ++m_broken;
            std::cout << "image " << m_count << ", behind";
            for (const auto& word : entry.words) {
                std::cout << ' ' << word;
            }
            std::cout << ": " << fault << '\n';
            if (const char* keep = std::getenv("OMNI_KEEP_IMAGES")) {
                writeFolder(std::filesystem::path(keep) / std::to_string(m_count) / "journal", files);
            }
        }
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
    bool m_isDeaf;
    std::mt19937_64 m_random;
    DiskModel m_disk;
    Promises m_promises;
    std::set<std::size_t> m_distinct;
    std::size_t m_count = 0, m_moments = 0, m_torn = 0, m_cut = 0, m_promised = 0, m_broken = 0, m_mostLines = 0;
};

} // namespace

int main(int argc, char** argv)
{
    const bool isDeaf = argc == 6 && std::string_view(argv[5]) == "deaf";
    if (argc != 5 && !isDeaf) {
        std::cerr << "crash_images TRACE FOLDER IMAGES SEED [deaf]\n";
        return 2;
    }
    const std::size_t wanted = std::strtoull(argv[3], nullptr, 10);
    Images images(argv[2], std::strtoull(argv[4], nullptr, 10), isDeaf);
    do {
        const std::size_t before = images.count();
        images.next();
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
