#include "core/edge/security/vault/vault.h"

#include "tests/support/vault_kit.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <utility>

using namespace omni;
using namespace omni::tests;
using namespace omni::vault;

namespace {

constexpr Timestamp nextDay = vaultDay + days(1);
constexpr std::size_t fixedHeader = 80;
constexpr std::size_t passphraseSlot = 112;

/// Where the records stand in the file, and what they take.
std::vector<std::pair<std::size_t, std::size_t>> recordsOf(const Bytes& file)
{
    std::vector<std::pair<std::size_t, std::size_t>> places;
    const auto image = readVault(file);
    for (const auto& record : image->records) {
        const auto at = static_cast<std::size_t>(record.key.data() - file.data()) - 32;
        places.emplace_back(at, 32 + record.key.size() + record.label.size() + record.secret.size());
    }
    return places;
}

void putU32(Bytes& bytes, std::size_t at, std::uint32_t value)
{
    for (std::size_t i = 0; i < 4; ++i) {
        bytes[at + i] = static_cast<std::byte>(value >> (8 * i));
    }
}

/// What a careful thief can do: the file with changed bytes, and all lengths made to fit.
std::string outcomeWith(const MadeVault& made, Bytes file, const Expected& expected = {})
{
    VaultInMemory folder;
    folder.at(VaultFile::Current) = std::move(file);
    return outcomeOf(made.opened(folder, expected));
}

} // namespace

class TestVaultTampering : public QObject
{
    Q_OBJECT

    std::unique_ptr<MadeVault> m_made; ///< Never changed.

private slots:
    void initTestCase()
    {
        m_made = std::make_unique<MadeVault>();
    }

    void aFileOfWhichOneByteIsAnotherIsRefused() // V1
    {
        const Bytes file = m_made->folder.current();
        QVERIFY(file.size() > 900);
        QCOMPARE(outcomeWith(*m_made, file), std::string("ok"));
        std::mt19937_64 draw(1);
        std::map<std::string, int> outcomes;
        for (std::size_t i = 0; i < file.size(); ++i) {
            for (const std::byte flip : {std::byte{1}, std::byte{0x80}, static_cast<std::byte>(1 + draw() % 255)}) {
                Bytes changed = file;
                changed[i] ^= flip;
                outcomes[outcomeWith(*m_made, changed)] += 1;
            }
        }

        QCOMPARE(outcomes["ok"], 0);
        QVERIFY(outcomes["denied"] >= 72 * 3); // the box of the slot that is opened: nonce, ciphertext, tag
        QVERIFY(outcomes["newer"] > 0 && outcomes["newer"] <= 6);
        const int all = outcomes["denied"] + outcomes["newer"] + outcomes["corrupt"] + outcomes["not_found"];
        QCOMPARE(all, static_cast<int>(file.size()) * 3);
    }

    void aPassphrasesSlotOfWhichOneByteIsAnotherIsRefused() // V1
    {
        const Bytes file = m_made->folder.current();
        int refused = 0;
        for (std::size_t i = fixedHeader; i < fixedHeader + passphraseSlot; ++i) {
            VaultInMemory folder = m_made->folder;
            folder.current()[i] ^= std::byte{1};
            refused += Vault::openWithPassphrase(folder, bytesOf(passphrase)) ? 0 : 1;
        }
        QCOMPARE(refused, static_cast<int>(passphraseSlot));
    }

    void aCutOrLengthenedFileIsRefused() // V1
    {
        const Bytes file = m_made->folder.current();
        for (std::size_t size = 0; size < file.size(); ++size) {
            Bytes cut(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(size));
            QCOMPARE(outcomeWith(*m_made, cut), std::string("corrupt"));
            if (size >= 20) {
                putU32(cut, 16, static_cast<std::uint32_t>(size));
                QVERIFY(outcomeWith(*m_made, cut) != "ok");
            }
        }
        Bytes longer = file;
        longer.push_back(std::byte{0});
        QCOMPARE(outcomeWith(*m_made, longer), std::string("corrupt"));
    }

    void aCostThatTheFileHasNoRightToAskForIsRefusedWithoutAKey_data() // V2
    {
        QTest::addColumn<quint32>("memoryKiB");
        QTest::addColumn<quint32>("passes");

        QTest::newRow("cheap memory") << 65'535U << 3U;
        QTest::newRow("cheap passes") << 65'536U << 2U;
        QTest::newRow("64 GiB") << 67'108'864U << 3U;
        QTest::newRow("endless") << 65'536U << 0xFFFF'FFFFU;
    }

    /// Reading is without the passphrase, and so before anything is derived or allocated for it.
    void aCostThatTheFileHasNoRightToAskForIsRefusedWithoutAKey()
    {
        QFETCH(quint32, memoryKiB);
        QFETCH(quint32, passes);
        Bytes file = m_made->folder.current();
        putU32(file, fixedHeader + 4, memoryKiB);
        putU32(file, fixedHeader + 8, passes);

        const auto read = readVault(file);

        QVERIFY(!read);
        QCOMPARE(read.error().code, Errc::Corrupt);
        QVERIFY(read.error().detail.find("cost") != std::string::npos);
        VaultInMemory folder;
        folder.at(VaultFile::Current) = file;
        QCOMPARE(outcomeOf(Vault::openWithPassphrase(folder, bytesOf(passphrase))), std::string("corrupt"));
    }

    void recordsThatChangedPlacesAreRefused() // V3
    {
        const Bytes file = m_made->folder.current();
        const auto places = recordsOf(file);
        QCOMPARE(places.size(), std::size_t{2});
        QCOMPARE(places[0].second, places[1].second);
        const auto [first, size] = places[0];
        const std::size_t second = places[1].first;

        Bytes whole = file;
        std::swap_ranges(whole.begin() + static_cast<std::ptrdiff_t>(first),
                         whole.begin() + static_cast<std::ptrdiff_t>(first + size),
                         whole.begin() + static_cast<std::ptrdiff_t>(second));
        QCOMPARE(outcomeWith(*m_made, whole), std::string("corrupt"));

        Bytes boxesOnly = file;
        std::swap_ranges(boxesOnly.begin() + static_cast<std::ptrdiff_t>(first + 32),
                         boxesOnly.begin() + static_cast<std::ptrdiff_t>(first + size),
                         boxesOnly.begin() + static_cast<std::ptrdiff_t>(second + 32));
        QCOMPARE(outcomeWith(*m_made, boxesOnly), std::string("corrupt"));
    }

    /// Also without the tag: what if it were only that which holds?
    void aBoxIsBoundToItsPlaceByItself() // V3
    {
        const Bytes file = m_made->folder.current();
        const auto image = readVault(file);
        VaultInMemory folder = m_made->folder;
        const auto slot = image->header.keySlots[1];
        auto keys = keysFrom(std::move(*openedSlot(slot, m_made->recoveryKey, image->header.id, 1)), image->header.id);
        const auto& record = image->records[0];
        const RecordPlace right{image->header.id,         record.id,          record.type, 1,
                                image->header.generation, image->headerDigest};
        QVERIFY(openedSecret(record, right, *keys));

        std::vector<RecordPlace> wrong(6, right);
        wrong[0].vault[0] ^= std::byte{1};
        wrong[1].record = image->records[1].id;
        wrong[2].type = RecordType::SealedState;
        wrong[3].keyVersion = 2;
        wrong[4].generation -= 1;
        wrong[5].headerDigest[31] ^= std::byte{1};

        for (const auto& place : wrong) {
            QCOMPARE(outcomeOf(openedSecret(record, place, *keys)), std::string("corrupt"));
            QCOMPARE(outcomeOf(openedLabel(record, place, *keys)), std::string("corrupt"));
        }
        RecordImage mixed = record;
        std::swap(mixed.label, mixed.secret);
        QCOMPARE(outcomeOf(openedSecret(mixed, right, *keys)), std::string("corrupt"));
    }

    void anOldRecordIsRefused() // V3
    {
        const Bytes before = m_made->folder.current();
        VaultInMemory folder = m_made->folder;
        auto vault = std::move(*m_made->opened(folder));
        const RecordId id = vault.list()->front().id;
        QVERIFY(vault.put(RecordType::VenueKey, "alpaca", bytesOf("PK-2:other secret"), nextDay));
        Bytes after = folder.current();
        QCOMPARE(after.size(), before.size());
        const auto image = readVault(before);
        const auto index = static_cast<std::size_t>(std::ranges::find(image->records, id, &RecordImage::id)
                                                    - image->records.begin());
        const auto [at, size] = recordsOf(before)[index];

        std::copy_n(before.begin() + static_cast<std::ptrdiff_t>(at), size,
                    after.begin() + static_cast<std::ptrdiff_t>(at));

        QCOMPARE(outcomeWith(*m_made, after), std::string("corrupt"));
    }

    void aFileThatWasSetBackIsToldAsThat() // V3
    {
        VaultInMemory folder = m_made->folder;
        const Bytes before = folder.current();
        auto vault = std::move(*m_made->opened(folder));
        QVERIFY(vault.put(RecordType::VenueKey, "alpaca", bytesOf("PK-2:other secret"), nextDay));
        const Expected known{vault.id(), vault.generation(), VaultFile::Current};
        QCOMPARE(outcomeWith(*m_made, folder.current(), known), std::string("ok"));

        folder.at(VaultFile::Current) = before;
        const auto back = m_made->opened(folder, known);

        QVERIFY(!back);
        QCOMPARE(back.error().code, Errc::Conflict);
        QVERIFY(back.error().detail.find("set back") != std::string::npos);
        // Nobody who knows nothing of it can see it: that is what the audit's chain is for.
        QCOMPARE(outcomeWith(*m_made, before), std::string("ok"));
    }

    void aGenerationThatIsMadeHigherIsRefused() // V3
    {
        Bytes file = m_made->folder.current();
        file[48] = std::byte{9};

        QCOMPARE(outcomeWith(*m_made, file, {std::nullopt, 9, VaultFile::Current}), std::string("corrupt"));
    }

    void anotherProfilesVaultIsToldAsThat()
    {
        Expected known;
        known.id = VaultId{};

        QCOMPARE(outcomeWith(*m_made, m_made->folder.current(), known), std::string("conflict"));
    }

    void aVaultOfANewerVersionIsToldAsThat()
    {
        Bytes file = m_made->folder.current();
        file[8] = std::byte{2};

        QCOMPARE(outcomeWith(*m_made, file), std::string("newer"));
    }

    void twoFilesOfTheSameSecretsHaveNoBlockInCommon() // V4
    {
        VaultInMemory folder = m_made->folder;
        auto vault = std::move(*m_made->opened(folder));
        const std::string same(20'000, 'x');
        QVERIFY(vault.put(RecordType::OutsideKey, "same", bytesOf(same), nextDay));
        const Bytes first = folder.current();
        QVERIFY(vault.put(RecordType::OutsideKey, "same", bytesOf(same), nextDay));
        const Bytes second = folder.current();

        QCOMPARE(first.size(), second.size());
        // All but the 32 bytes in front of each record, which say id, type and lengths in clear.
        std::set<std::string> blocks;
        std::size_t common = 0;
        std::size_t all = 0;
        const auto eachBlock = [](const Bytes& file, const auto& visit) {
            for (const auto& [start, size] : recordsOf(file)) {
                for (std::size_t at = start + 32; at + 16 <= start + size; ++at) { // at any place, aligned or not
                    visit(textOf(std::span(file).subspan(at, 16)));
                }
            }
        };
        eachBlock(first, [&](const std::string& block) { blocks.insert(block); });
        QCOMPARE(blocks.count(std::string(16, 'x')), std::size_t{0});
        eachBlock(second, [&](const std::string& block) {
            all += 1;
            common += blocks.count(block);
        });
        QVERIFY(all > 20'000);
        QCOMPARE(blocks.size(), all); // nor twice within one file
        QCOMPARE(common, std::size_t{0});
    }

    void whatIsWrittenLooksLikeNoise() // V4
    {
        VaultInMemory folder = m_made->folder;
        auto vault = std::move(*m_made->opened(folder));
        QVERIFY(vault.put(RecordType::OutsideKey, "zeros", Bytes(65'532), nextDay));
        const auto image = readVault(folder.current());
        std::array<double, 256> counts{};
        double all = 0;
        for (const auto& record : image->records) {
            for (const std::byte each : record.secret) {
                counts[std::to_integer<std::size_t>(each)] += 1;
                all += 1;
            }
        }
        double entropy = 0;
        for (const double count : counts) {
            entropy -= count > 0 ? count / all * std::log2(count / all) : 0;
        }
        QVERIFY(all > 65'000);
        QVERIFY2(entropy >= 7.99, qPrintable(QString::number(entropy)));
    }

    void theFileTellsLengthsTo64BytesAndNoCloser() // V4
    {
        const auto fileWith = [&](std::size_t size) {
            VaultInMemory folder = m_made->folder;
            auto vault = std::move(*m_made->opened(folder));
            static_cast<void>(vault.put(RecordType::OutsideKey, "k", Bytes(size, std::byte{1}), nextDay));
            return folder.current().size();
        };

        QCOMPARE(fileWith(1), fileWith(60)); // four bytes in front tell the length
        QCOMPARE(fileWith(61), fileWith(60) + 64);
        QCOMPARE(fileWith(61), fileWith(124));
        QCOMPARE(fileWith(125), fileWith(124) + 64);
    }

    void anyBytesAreReadOrRefusedInWords()
    {
        const Bytes file = m_made->folder.current();
        std::mt19937_64 draw(20'261'128);
        int refused = 0;
        for (int turn = 0; turn < 20'000; ++turn) {
            Bytes changed = file;
            for (std::uint64_t i = draw() % 8; i-- > 0;) {
                changed[draw() % (turn % 2 == 0 ? 450 : changed.size())] = static_cast<std::byte>(draw());
            }
            changed.resize(turn % 5 == 0 ? draw() % (file.size() + 50) : file.size());
            const auto read = readVault(changed);
            if (!read) {
                refused += 1;
                QVERIFY(!read.error().detail.empty());
            }
        }
        QVERIFY(refused > 5'000);
    }

    void fullIsToldBeforeAnythingIsWritten()
    {
        const Header header = readVault(m_made->folder.current())->header;

        QVERIFY(headerBytes(header, 1024, 0));
        QCOMPARE(outcomeOf(headerBytes(header, 1025, 0)), std::string("full"));
        QVERIFY(headerBytes(header, 255, 255 * recordBytes(64, 65'536)));
        QCOMPARE(outcomeOf(headerBytes(header, 256, 256 * recordBytes(64, 65'536))), std::string("full"));
    }
};

QTEST_APPLESS_MAIN(TestVaultTampering)
#include "tst_vault_tampering.moc"
