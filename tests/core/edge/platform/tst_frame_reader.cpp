#include "core/edge/platform/frame_reader.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace omni;
using namespace omni::platform;

namespace {

Bytes bytesOf(std::initializer_list<int> values)
{
    Bytes bytes;
    for (const int value : values) {
        bytes.push_back(static_cast<std::byte>(value));
    }
    return bytes;
}

Bytes someBytes(std::mt19937_64& random, std::size_t count)
{
    Bytes bytes(count);
    std::ranges::generate(bytes, [&] { return static_cast<std::byte>(random() & 0xFF); });
    return bytes;
}

/// Gives the reader up to `most` bytes of the front of `stream`; how many it had room for.
std::size_t give(FrameReader& reader, std::span<const std::byte> stream, std::size_t most)
{
    const auto room = reader.room();
    const std::size_t count = std::min({room.size(), stream.size(), most});
    std::ranges::copy(stream.first(count), room.begin());
    return reader.filled(count) ? count : 0;
}

/// Gives all of `stream` in the largest pieces it takes, up to the end of one message.
std::size_t giveOneMessage(FrameReader& reader, std::span<const std::byte> stream)
{
    std::size_t done = 0;
    while (!reader.isWhole() && done < stream.size()) {
        done += give(reader, stream.subspan(done), stream.size());
    }
    return done;
}

} // namespace

class TestFrameReader : public QObject
{
    Q_OBJECT

private slots:
    // 258 = 2 + 1 * 256.
    void aLengthIsFourBytesLittleEndian()
    {
        const auto header = frameHeader(258);

        QVERIFY(std::ranges::equal(header, bytesOf({2, 1, 0, 0})));
    }

    void readsOneMessageAfterAnother()
    {
        const auto stream = bytesOf({3, 0, 0, 0, 'o', 'n', 'e', 0, 0, 0, 0, 1, 0, 0, 0, 'x'});
        FrameReader reader;

        std::size_t done = giveOneMessage(reader, stream);
        QVERIFY(reader.isWhole());
        QCOMPARE(reader.take(), bytesOf({'o', 'n', 'e'}));
        QCOMPARE(done, std::size_t{7});

        done += giveOneMessage(reader, std::span(stream).subspan(done));
        QVERIFY(reader.isWhole());
        QCOMPARE(reader.take(), Bytes());
        QCOMPARE(done, std::size_t{11});

        giveOneMessage(reader, std::span(stream).subspan(done));
        QVERIFY(reader.isWhole());
        QCOMPARE(reader.take(), bytesOf({'x'}));
    }

    void knowsWhetherItStandsWithinAMessage()
    {
        const auto stream = bytesOf({2, 0, 0, 0, 'a', 'b'});
        FrameReader reader;
        QVERIFY(!reader.isWithinMessage());
        for (std::size_t i = 0; i < stream.size(); ++i) {
            QVERIFY(!reader.isWhole());
            QCOMPARE(give(reader, std::span(stream).subspan(i), 1), std::size_t{1});
            QCOMPARE(reader.isWithinMessage(), i + 1 < stream.size());
        }
        QVERIFY(reader.isWhole());
        (void)reader.take();
        QVERIFY(!reader.isWithinMessage());
    }

    // Whatever the pieces, the same messages come out, and nothing is read past the end of one.
    void findsTheSameMessagesHoweverTheStreamIsCut()
    {
        std::mt19937_64 random(20'240'808);
        for (int round = 0; round < 2'000; ++round) {
            std::vector<Bytes> sent;
            Bytes stream;
            for (std::uint64_t i = 1 + random() % 6; i > 0; --i) {
                // Mostly short, because short ones put the cuts into the lengths.
                const std::size_t size = random() % (random() % 20 == 0 ? 70'000 : 12);
                sent.push_back(someBytes(random, size));
                const auto header = frameHeader(size);
                stream.insert(stream.end(), header.begin(), header.end());
                stream.insert(stream.end(), sent.back().begin(), sent.back().end());
            }

            std::vector<Bytes> read;
            FrameReader reader;
            for (std::size_t done = 0; done < stream.size();) {
                const std::size_t most = 1 + random() % (random() % 3 == 0 ? 40'000 : 5);
                const std::size_t count = give(reader, std::span(stream).subspan(done), most);
                QVERIFY(count > 0);
                done += count;
                if (reader.isWhole()) {
                    read.push_back(reader.take());
                }
            }

            QVERIFY2(read == sent, qPrintable(QString("round %1").arg(round)));
            QVERIFY(!reader.isWithinMessage());
        }
    }

    void takesTheLongestMessage()
    {
        std::mt19937_64 random(1);
        const Bytes message = someBytes(random, 1'048'576);
        const auto header = frameHeader(message.size());
        FrameReader reader;
        giveOneMessage(reader, header);

        giveOneMessage(reader, message);

        QVERIFY(reader.isWhole());
        QVERIFY(reader.take() == message);
    }

    void refusesALongerOneWithoutAllocatingForIt_data()
    {
        QTest::addColumn<quint32>("length");
        QTest::newRow("one byte too long") << 1'048'577U;
        QTest::newRow("text instead of a length") << 0x5445'4720U; // " GET"
        QTest::newRow("the end of the number range") << 0xFFFF'FFFFU;
    }

    void refusesALongerOneWithoutAllocatingForIt()
    {
        QFETCH(quint32, length);
        FrameReader reader;
        const auto room = reader.room();
        QCOMPARE(room.size(), std::size_t{4});
        for (std::size_t i = 0; i < 4; ++i) {
            room[i] = static_cast<std::byte>(length >> (8 * i));
        }

        const auto filled = reader.filled(4);

        QVERIFY(!filled);
        QCOMPARE(filled.error().code, Errc::Invalid);
        QCOMPARE(reader.allocatedBytes(), std::size_t{0});
        QVERIFY(reader.room().empty());
        QVERIFY(!reader.isWhole());
        QCOMPARE(reader.filled(0).error().code, Errc::Invalid);
        QCOMPARE(reader.allocatedBytes(), std::size_t{0});
    }

    // A peer that announces a megabyte and sends little costs little.
    void memoryGrowsWithWhatCameAndNotWithWhatWasAnnounced()
    {
        std::mt19937_64 random(2);
        FrameReader reader;
        giveOneMessage(reader, frameHeader(mostMessageBytes));
        QVERIFY(reader.room().size() <= FrameReader::pieceBytes);
        QVERIFY(reader.allocatedBytes() <= FrameReader::pieceBytes);

        const Bytes piece(1'000);
        std::size_t came = 0;
        while (came + piece.size() <= mostMessageBytes) {
            came += give(reader, piece, 1 + random() % piece.size());
            (void)reader.room();
            QVERIFY(reader.allocatedBytes() <= 2 * (came + FrameReader::pieceBytes));
        }
    }
};

QTEST_APPLESS_MAIN(TestFrameReader)
#include "tst_frame_reader.moc"
