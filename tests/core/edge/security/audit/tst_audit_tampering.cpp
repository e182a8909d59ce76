// needs: host/audit_verify
//
// V25: a thousand records that somebody has changed, in eleven ways; each is found, and the first bad record is named.
// S20: whole, linked, and each anchored head a prefix.

#include "core/edge/security/audit/audit_format.h"
#include "tests/support/audit_kit.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <memory>
#include <random>

using namespace omni;
using namespace omni::audit;
using namespace omni::tests;

namespace {

using audit_verify::Judgement;

/// Where a record stands.
struct Place {
    std::string file;
    std::size_t at = 0, size = 0;
};

/// Sound records of a folder, in their order; element 0 is record 1.
std::vector<Place> placesIn(const MemoryFolder& folder)
{
    std::vector<Place> places;
    for (const auto& [name, file] : folder.files) {
        for (std::size_t at = segmentHeaderBytes; at < file->bytes.size();) {
            const std::size_t size = ByteReader(std::span(file->bytes).subspan(at)).u32();
            places.push_back({name, at, size});
            at += size;
        }
    }
    return places;
}

/// A record of two sessions, the first of which died; with an anchor of its end.
struct Story {
    AuditBench bench;
    std::vector<Anchor> anchors;
    std::vector<Place> places;
};

Story told(std::uint8_t install, std::uint64_t seed)
{
    Story story{AuditBench(install), {}, {}};
    std::mt19937_64 random{seed};
    {
        auto writer = story.bench.begin();
        writeEntries(*writer, 15 + random() % 10);
        story.anchors.push_back(writer->anchor(auditMoment(2)).value());
        writeEntries(*writer, 1 + random() % 10);
    }
    auto writer = story.bench.open(3);
    writeEntries(*writer, 5 + random() % 20);
    story.anchors.push_back(random() % 2 == 0 ? writer->end(auditMoment(4)).value()
                                              : writer->anchor(auditMoment(4)).value());
    story.places = placesIn(story.bench.folder);
    return story;
}

struct Attack {
    Judgement judgement = Judgement::Tampered;
    std::uint64_t firstBad = 0;
};

using Random = std::mt19937_64;
using Act = Attack (*)(Story&, Random&);

Bytes& bytesAt(Story& story, const Place& place)
{
    return story.bench.folder.bytesOf(place.file);
}

Bytes recordAt(Story& story, const Place& place)
{
    const auto& bytes = bytesAt(story, place);
    const auto from = bytes.begin() + static_cast<std::ptrdiff_t>(place.at);
    return {from, from + static_cast<std::ptrdiff_t>(place.size)};
}

void replaceAt(Story& story, const Place& place, std::size_t size, const Bytes& by)
{
    auto& bytes = bytesAt(story, place);
    const auto from = bytes.begin() + static_cast<std::ptrdiff_t>(place.at);
    bytes.insert(bytes.erase(from, from + static_cast<std::ptrdiff_t>(size)), by.begin(), by.end());
}

/// The hashes of all records from `first` on made to fit again, as one without the key can.
void rehash(Story& story, std::uint64_t first)
{
    Digest hash{};
    for (auto& [name, file] : story.bench.folder.files) {
        auto& bytes = file->bytes;
        const auto header = readHeader(bytes);
        if (header->segment > 1 && header->first > first) {
            std::ranges::copy(hash, bytes.begin() + 40);
        }
        Digest link = digestOf("audit-header", std::span(bytes).first(segmentHeaderBytes));
        std::uint64_t seq = header->first;
        for (std::size_t at = segmentHeaderBytes; at < bytes.size(); ++seq) {
            const auto rest = std::span(bytes).subspan(at);
            const auto record = rest.first(ByteReader(rest).u32());
            if (seq >= first) {
                std::ranges::copy(link, record.begin() + 96);
                std::ranges::copy(digestOf("audit-record", record.first(record.size() - 32)), record.last(32).begin());
            }
            std::ranges::copy(record.last(32), hash.begin());
            link = hash;
            at += record.size();
        }
    }
}

std::size_t anyRecord(const Story& story, Random& random, std::size_t spare = 0)
{
    return random() % (story.places.size() - spare);
}

Attack edit(Story& story, Random& random)
{
    const auto which = anyRecord(story, random);
    const auto& place = story.places[which];
    bytesAt(story, place)[place.at + random() % place.size] ^= static_cast<std::byte>(1 + random() % 255);
    return {Judgement::Tampered, which + 1};
}

Attack remove(Story& story, Random& random)
{
    const auto which = anyRecord(story, random, 1); // the last one's removal is a cut end
    replaceAt(story, story.places[which], story.places[which].size, {});
    return {Judgement::Tampered, which + 1};
}

Attack insert(Story& story, Random& random)
{
    const auto which = anyRecord(story, random);
    replaceAt(story, story.places[which], 0, recordAt(story, story.places[anyRecord(story, random)]));
    // A copy of the record that belongs there stands well; then the one behind it is the wrong one.
    const bool isItself = placesIn(story.bench.folder).size() > 0
        && recordAt(story, story.places[which])
            == recordAt(story,
                        {story.places[which].file, story.places[which].at + story.places[which].size,
                         story.places[which].size});
    return {Judgement::Tampered, which + (isItself ? 2U : 1U)};
}

Attack reorder(Story& story, Random& random)
{
    for (;;) {
        const auto which = anyRecord(story, random, 1);
        const auto &one = story.places[which], &other = story.places[which + 1];
        if (one.file == other.file) {
            Bytes both = recordAt(story, other);
            const Bytes first = recordAt(story, one);
            both.insert(both.end(), first.begin(), first.end());
            replaceAt(story, one, both.size(), both);
            return {Judgement::Tampered, which + 1};
        }
    }
}

Attack duplicate(Story& story, Random& random)
{
    const auto which = anyRecord(story, random);
    replaceAt(story, story.places[which], 0, recordAt(story, story.places[which]));
    return {Judgement::Tampered, which + 2};
}

Attack cutTheEnd(Story& story, Random& random)
{
    const std::string last = story.places.back().file;
    std::size_t which = story.places.size() - 1;
    while (which > 1 && story.places[which - 1].file == last && random() % 3 != 0) {
        --which;
    }
    const auto& place = story.places[which];
    if (place.at == segmentHeaderBytes) { // an empty segment is none that a crash leaves
        bytesAt(story, place).resize(place.at);
        return {Judgement::Tampered, which + 1};
    }
    bytesAt(story, place).resize(place.at + random() % place.size);
    return {Judgement::Truncated, which + 1};
}

Attack dropSegment(Story& story, Random& random)
{
    const auto which = anyRecord(story, random);
    const std::string file = story.places[which].file;
    const auto first = std::ranges::find(story.places, file, &Place::file) - story.places.begin();
    story.bench.folder.files.erase(story.bench.folder.files.find(file));
    const bool wasLast = file == story.places.back().file;
    return {wasLast ? Judgement::Truncated : Judgement::Tampered, static_cast<std::uint64_t>(first) + 1};
}

Attack recompute(Story& story, Random& random)
{
    const auto which = anyRecord(story, random);
    const auto& place = story.places[which];
    bytesAt(story, place)[place.at + 128] ^= std::byte{1}; // the actor
    rehash(story, which + 1);
    return {Judgement::Tampered, which + 1};
}

Attack splice(Story& story, Random& random)
{
    const Story other = told(2, random());
    std::string file;
    do {
        file = story.places[anyRecord(story, random)].file;
    } while (!other.bench.folder.files.contains(file));
    const auto first = std::ranges::find(story.places, file, &Place::file) - story.places.begin();
    for (const auto& [name, content] : other.bench.folder.files) {
        if (name >= file) {
            story.bench.folder.files[name] = content;
        }
    }
    return {Judgement::Tampered, static_cast<std::uint64_t>(first) + 1};
}

Attack spliceRecord(Story& story, Random& random)
{
    Story other = told(2, random());
    const auto which = anyRecord(story, random);
    const auto from = std::min(which, other.places.size() - 1);
    replaceAt(story, story.places[which], story.places[which].size, recordAt(other, other.places[from]));
    return {Judgement::Tampered, which + 1};
}

Attack replay(Story& story, Random& random)
{
    AuditBench old(1);
    auto writer = old.begin();
    writeEntries(*writer, random() % 8); // the very entries of the beginning, with the very key
    const auto count = placesIn(old.folder).size();
    // Both records have the same beginning: what differs from story to story comes later.
    story.bench.folder = old.folder.copy();
    return {Judgement::Truncated, count + 1};
}

} // namespace

class TestAuditTampering : public QObject
{
    Q_OBJECT

private slots:
    void anUntouchedRecordIsGood()
    {
        for (std::uint64_t seed = 0; seed < 50; ++seed) {
            const Story story = told(1, seed);

            const auto verdict = judged(story.bench, story.anchors);

            QCOMPARE(nameOf(verdict), std::string("good"));
            QCOMPARE(verdict.records, std::uint64_t{story.places.size()});
            QCOMPARE(verdict.provenFrom, std::uint64_t{1});
        }
    }

    void aThousandChangedRecordsAreFoundAndNamed()
    {
        const std::array<std::pair<const char*, Act>, 11> acts{{{"edit", edit},
                                                                {"delete", remove},
                                                                {"insert", insert},
                                                                {"reorder", reorder},
                                                                {"duplicate", duplicate},
                                                                {"truncate the tail", cutTheEnd},
                                                                {"truncate a whole segment", dropSegment},
                                                                {"recompute all hashes", recompute},
                                                                {"splice segments", splice},
                                                                {"splice a record", spliceRecord},
                                                                {"replay an old folder", replay}}};
        constexpr int cases = 1001;
        int found = 0, named = 0;
        for (int i = 0; i < cases; ++i) {
            const auto& [name, act] = acts[static_cast<std::size_t>(i) % acts.size()];
            Random random{static_cast<std::uint64_t>(i) + 1};
            Story story = told(1, random());

            const Attack attack = act(story, random);
            const auto verdict = judged(story.bench, story.anchors);

            const bool isFound = verdict.judgement != Judgement::Good;
            const bool isNamed = verdict.judgement == attack.judgement && verdict.firstBad == attack.firstBad;
            found += isFound ? 1 : 0;
            named += isNamed ? 1 : 0;
            if (!isNamed) {
                qWarning("case %d, %s: %s, expected %d from %llu", i, name, nameOf(verdict).c_str(),
                         static_cast<int>(attack.judgement), static_cast<unsigned long long>(attack.firstBad));
            }
        }
        qInfo("V25: %d cases, %d found, %d named", cases, found, named);
        QCOMPARE(found, cases);
        QVERIFY(named * 100 >= cases * 99);
    }

    void eachByteOfARecordCounts()
    {
        Story story = told(1, 3);
        int changed = 0;
        for (auto& [name, file] : story.bench.folder.files) {
            for (auto& byte : file->bytes) {
                byte ^= std::byte{0x40};
                const auto verdict = judged(story.bench, story.anchors);
                byte ^= std::byte{0x40};
                changed += 1;
                QVERIFY2(verdict.judgement != Judgement::Good, name.c_str());
            }
        }
        QVERIFY(changed > 5000);
    }

    void withoutAKeyTheChainAloneStillShowsWhatWasNotMadeAnew()
    {
        Story story = told(1, 4);
        const auto& place = story.places[11];
        bytesAt(story, place)[place.at + 130] ^= std::byte{1};

        QCOMPARE(judged(story.bench.folder, {}).firstBad, std::uint64_t{12});

        // All of it made anew is what only a key, or an anchor, can show.
        rehash(story, 12);
        QCOMPARE(nameOf(judged(story.bench.folder, {})), std::string("good"));
        audit_verify::Question question;
        question.anchors.push_back(kept(story.anchors.back()));
        const auto verdict = judged(story.bench.folder, std::move(question));
        QCOMPARE(static_cast<int>(verdict.judgement), 1);
        QCOMPARE(verdict.firstBad, story.anchors.back().head.records);
    }

    void whoTakesTheKeyOfNowCannotForgeWhatWasWrittenBefore()
    {
        AuditBench bench;
        auto writer = bench.begin();
        writeEntries(*writer, 25); // segments 1 to 3, of ten records each
        const auto places = placesIn(bench.folder);
        Story story{std::move(bench), {}, places};
        const auto stolen = story.bench.keys.load().value();
        QCOMPARE(stolen->segment, 3U);

        // Record 5 in the name of another, with every MAC that the thief can make.
        const auto& place = places[4];
        auto& bytes = bytesAt(story, place);
        bytes[place.at + 128] ^= std::byte{1};
        const auto record = std::span(bytes).subspan(place.at, place.size);
        const auto key = recordKey(*stolen);
        std::ranges::copy(macOf(key->exposed(), record.first(record.size() - 64)),
                          record.subspan(record.size() - 64).begin());
        rehash(story, 5);

        QCOMPARE(judged(story.bench).firstBad, std::uint64_t{5});
    }
};

QTEST_APPLESS_MAIN(TestAuditTampering)
#include "tst_audit_tampering.moc"
