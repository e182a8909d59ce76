#include "core/desk/journal/segment.h"
#include "tests/support/journal_kit.h"

#include <QTest>

#include <limits>
#include <random>

using namespace omni;
using namespace omni::journal;
using namespace omni::tests;

namespace {

constexpr SegmentId aSegment{Stream::Tape, 3};

SegmentHeader aHeader()
{
    SegmentHeader header{.id = aSegment,
                         .first = {10},
                         .install = {},
                         .before = {},
                         .base = {{10}, {1'700'000'000'000'000'000}, {5'000}, 2}};
    header.install[0] = std::byte{0x11};
    header.before[31] = std::byte{0x22};
    return header;
}

Bytes fileOf(const std::vector<OwnedRecord>& records)
{
    Bytes file;
    appendHeader(file, aHeader());
    FrameEncoder encoder(aSegment, aHeader().base, 0);
    for (const auto& record : records) {
        encoder.record(file, file.size(), borrowed(record));
    }
    return file;
}

OwnedRecord aTick(std::uint64_t seq)
{
    OwnedRecord record{{{seq}, {1'700'000'000'000'000'000}, {5'000}, 2}, 0, 3, {}};
    record.payload.assign(30, std::byte{0x5A});
    return record;
}

} // namespace

class TestJournalSegment : public QObject
{
    Q_OBJECT

private slots:
    void namesItsFilesSoThatTheySort()
    {
        QCOMPARE(segmentName(Stream::Journal, 1), std::string("journal-00000001.omj"));
        QCOMPARE(segmentName(Stream::Tape, 99'999'999), std::string("tape-99999999.omt"));
        QCOMPARE(segmentName(Stream::Emergency, 123'456'789), std::string("emergency-123456789.ome"));
    }

    void knowsItsOwnNamesOnly()
    {
        for (const Stream stream : allStreams) {
            for (const std::uint32_t number : {1U, 99'999'999U, 100'000'000U, 4'294'967'295U}) {
                const auto id = segmentOf(segmentName(stream, number));
                QVERIFY(id.has_value());
                QVERIFY(*id == (SegmentId{stream, number}));
            }
        }
        for (const char* name : {"journal-00000000.omj", "journal-1.omj", "journal-00000001.omt", "tape-0000000x.omt",
                                 "journal-000000001.omj", "journal-4294967296.omj", "journal-.omj", "", "journal"}) {
            QVERIFY2(!segmentOf(name), name);
        }
    }

    // The layout is a promise: these bytes were counted by hand from the description in segment.h.
    void layoutOfTheHeaderIsFixed()
    {
        const Bytes file = fileOf({});

        QCOMPARE(file.size(), std::size_t{128});
        QCOMPARE(std::string(reinterpret_cast<const char*>(file.data()), 8), std::string("OMNISEG\n"));
        QCOMPARE(hexText(std::span(file).subspan(8, 4)), std::string("01008000"));
        QCOMPARE(hexText(std::span(file).subspan(16, 16)),
                 std::string("02000000"
                             "03000000"
                             "0a00000000000000"));
        QCOMPARE(hexText(std::span(file).subspan(32, 1)), std::string("11"));
        QCOMPARE(hexText(std::span(file).subspan(79, 1)), std::string("22"));
        QCOMPARE(hexText(std::span(file).subspan(80, 8)), std::string("00002a36fe9c9717"));
        QCOMPARE(hexText(std::span(file).subspan(88, 8)), std::string("8813000000000000"));
        QCOMPARE(hexText(std::span(file).subspan(96, 4)), std::string("02000000"));
    }

    // Sequence 12 is two above the base, the wall clock 1 ns later (zig-zag 2), the other 3 ns earlier (zig-zag 5).
    void layoutOfARecordIsFixed()
    {
        OwnedRecord record{{{12}, {1'700'000'000'000'000'001}, {4'997}, 7}, 4, 300, {std::byte{0xEE}}};

        const Bytes file = fileOf({record});

        QCOMPARE(hexText(std::span(file).subspan(132)),
                 std::string("09a6020205"
                             "0704"
                             "ac02"
                             "ee"));
    }

    void aFactOfTheSameInputTakesNoStamp()
    {
        const OwnedRecord first{{{11}, {1}, {2}, 2}, 0, 1, {}};
        const OwnedRecord second{{{11}, {1}, {2}, 2}, 1, 5, {std::byte{0xEE}}};

        const Bytes file = fileOf({first, second});

        QCOMPARE(hexText(std::span(file).last(4)), std::string("03a105ee"));
    }

    // A tick's own bytes are about thirty; what the tape adds stays below thirty more (L12).
    void aTickOfThirtyBytesStaysBelowSixty()
    {
        OwnedRecord first = aTick(11);
        OwnedRecord second = aTick(12);
        second.stamp.wall.ns += 1'000'000'000;
        second.stamp.mono.ns += 1'000'000'000;

        const std::size_t both = fileOf({first, second}).size();

        QVERIFY(both - fileOf({first}).size() <= 60);
    }

    void givesBackWhatItWasGiven()
    {
        std::mt19937_64 random{20'240'501};
        std::vector<OwnedRecord> records;
        Stamp stamp = aHeader().base;
        std::uint32_t index = 0;
        for (int i = 0; i < 20'000; ++i) {
            if (random() % 3 != 0) {
                stamp.seq.value += 1 + random() % 5;
                stamp.wall.ns += static_cast<std::int64_t>(random() % 1'000'000) - 1'000;
                stamp.mono.ns += static_cast<std::int64_t>(random() % 1'000'000);
                stamp.boot += random() % 100 == 0 ? 1U : 0U;
                index = random() % 4 == 0 ? static_cast<std::uint32_t>(random() % 300) : 0;
            } else {
                index += 1;
            }
            OwnedRecord record{stamp, index, static_cast<std::uint16_t>(random()), {}};
            record.payload.resize(random() % (i % 100 == 0 ? 20'000 : 60));
            for (auto& byte : record.payload) {
                byte = static_cast<std::byte>(random());
            }
            records.push_back(std::move(record));
        }

        const Bytes file = fileOf(records);

        FrameDecoder decoder(file, aHeader());
        Frame frame;
        for (const auto& record : records) {
            QVERIFY(decoder.next(frame));
            QVERIFY(frame.kind == FrameKind::Record);
            QVERIFY(ownedCopy(frame.record) == record);
        }
        QVERIFY(!decoder.next(frame));
        QVERIFY(decoder.isAtEnd());
    }

    void survivesTheEndsOfTheNumberRange()
    {
        constexpr auto most = std::numeric_limits<std::int64_t>::max();
        constexpr auto least = std::numeric_limits<std::int64_t>::min();
        std::vector<OwnedRecord> records;
        records.push_back({{{11}, {most}, {least}, 0xFFFF'FFFF}, 0xFFFF'FFFF, 0xFFFF, {}});
        records.push_back({{{0xFFFF'FFFF'FFFF'FFFF}, {least}, {most}, 0}, 0xFFFF'FFFF, 0, {}});

        const Bytes file = fileOf(records);

        FrameDecoder decoder(file, aHeader());
        Frame frame;
        for (const auto& record : records) {
            QVERIFY(decoder.next(frame));
            QVERIFY(ownedCopy(frame.record) == record);
        }
    }

    void aFrameIsWholeOnlyWhereItWasWritten()
    {
        const Bytes one = fileOf({aTick(11)});
        const std::size_t size = one.size() - headerBytes;
        Bytes twice = one;
        twice.insert(twice.end(), one.end() - static_cast<std::ptrdiff_t>(size), one.end());

        FrameDecoder decoder(twice, aHeader());
        Frame frame;
        QVERIFY(decoder.next(frame));
        QVERIFY(!decoder.next(frame));
        QVERIFY(!decoder.isAtEnd());
    }

    void aFrameIsWholeOnlyInItsSegment()
    {
        const Bytes file = fileOf({aTick(11)});
        auto other = aHeader();
        other.id.number += 1;

        FrameDecoder decoder(file, other);
        Frame frame;
        QVERIFY(!decoder.next(frame));
    }

    // F8, at the level of one file.
    void everyFlippedBitOfAHeaderIsSeen()
    {
        const Bytes file = fileOf({});
        QVERIFY(readHeader(file, aSegment));
        for (std::size_t bit = 0; bit < file.size() * 8; ++bit) {
            Bytes flipped = file;
            flipped[bit / 8] ^= static_cast<std::byte>(1U << (bit % 8));
            const auto header = readHeader(flipped, aSegment);
            QVERIFY(!header);
            QCOMPARE(header.error().code, Errc::Corrupt);
        }
    }

    void aNewerVersionIsToldFromDamage()
    {
        Bytes file = fileOf({});
        file[8] = std::byte{2};
        const std::uint32_t crc = crc32c(std::span(file).first(12));
        for (std::size_t i = 0; i < 4; ++i) {
            file[12 + i] = static_cast<std::byte>(crc >> (8 * i));
        }

        const auto header = readHeader(file, aSegment);

        QVERIFY(!header);
        QCOMPARE(header.error().code, Errc::Newer);
    }

    void aSealIsFoundWithoutReadingTheRest()
    {
        std::mt19937_64 random{3};
        for (int i = 0; i < 200; ++i) {
            Bytes file = fileOf({aTick(11)});
            DigestBuilder digest("journal-segment");
            digest.add(file);
            FrameEncoder encoder(aSegment, aHeader().base, 0);
            const Seal seal{SealReason::CleanEnd,
                            random() >> (random() % 64),
                            {{random() >> (random() % 64)}, static_cast<std::uint32_t>(random())},
                            {}};
            const Digest value = encoder.seal(file, file.size(), seal, digest);

            const auto found = sealAtEnd(file, aSegment);

            QVERIFY(found.has_value());
            QVERIFY(found->reason == seal.reason && found->records == seal.records && found->last == seal.last);
            QVERIFY(found->digest == value);
            file.pop_back();
            QVERIFY(!sealAtEnd(file, aSegment));
        }
    }

    void neverReadsPastRubbish()
    {
        std::mt19937_64 random{20'240'502};
        for (int i = 0; i < 5'000; ++i) {
            Bytes file = fileOf({aTick(11)});
            const std::size_t size = random() % 300;
            for (std::size_t k = 0; k < size; ++k) {
                file.push_back(static_cast<std::byte>(random()));
            }
            FrameDecoder decoder(file, aHeader());
            Frame frame;
            int count = 0;
            while (decoder.next(frame)) {
                ++count;
            }
            QCOMPARE(count, 1);
            (void)lookBeyond(file, aSegment, decoder.offset());
            (void)sealAtEnd(file, aSegment);
        }
    }
};

QTEST_APPLESS_MAIN(TestJournalSegment)
#include "tst_journal_segment.moc"
