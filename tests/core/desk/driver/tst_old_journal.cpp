// needs: desk/driver

#include "core/base/bytes.h"
#include "core/desk/driver/recovery.h"
#include "tests/support/memory_folder.h"

#include <QTest>

#include <algorithm>
#include <memory>
#include <span>

using namespace omni;
using omni::tests::MemoryFolder;

namespace {

// A second and a half of the built-in market, as the program once wrote it: a session, six instruments, a deposit,
// one proposal that was approved, its order and its fill, its stop that ended with the session. Never written anew: a
// profile of then must be read by every version to come.
constexpr const char* writtenThen
    = "T01OSVNFRwoBAIAA/jKR9gEAAAABAAAAAQAAAAAAAAANmHM1z3UTcVnMHDPIZLrZAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      "AAAAAAAAEEuGIJa5FwAAAAAAAAAAAQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAGXEFrEIHsR+A7EBAAxt74LLAaAAAAAOAQhT"
      "V1RRNzYwRAgzVkRDSzYwSjhvbW5pdHJhZGUgMC4xLjAgKDEyN2JlZjkzNWYxMywgUmVsZWFzZSkgYXMgc2NyaXB0Om5vYm9keQAB"
      "BGRlbW8DVVNEAZADgH3gXdAPyAGQA/AuFJADsAkIPGQK6AfoB4DQrPMOMqwCgJDfwEoAAJADAQE1c21hX2Nyb3NzOmludGVydmFs"
      "PTEwMG1zLGZhc3Q9MixzbG93PTMsZGlyZWN0aW9uPWxvbmcAAACAoLCNvQoBW/wdsQSxAdkCL39KSyygAQAAEAEBBGRlbW8GQlRD"
      "VVNEA1VTRAIAAgcCAICEr18CAoCo1rkHAgAAAN1+thosoAEAABACAQRkZW1vBkVUSFVTRANVU0QCAQIFAgCAhK9fAgKAqNa5BwIA"
      "AACVZXkKK6ABAAAQAwEEZGVtbwRBQVBMA1VTRAIDAgACAICQ38BKAgKAqNa5BwIAAQBUXMP1K6ABAAAQBAEEZGVtbwRNU0ZUA1VT"
      "RAIDAgACAICQ38BKAgKAqNa5BwIAAQBqfV6EK6ABAAAQBQEEZGVtbwROVkRBA1VTRAIDAgACAICQ38BKAgKAqNa5BwIAAQDtHprw"
      "KqABAAAQBgEEZGVtbwNTUFkDVVNEAgMCAAIAgJDfwEoCAoCo1rkHAgABANjTk9wRoAEAABMBAYCAleeJxgQAAACXOL3kJ6ABAAAM"
      "AgIBHGhlYWRsZXNzIHNlc3Npb24gYXJtcyBpdHNlbGYNAqVroI4ioXECAAIcaGVhZGxlc3Mgc2Vzc2lvbiBhcm1zIGl0c2VsZrKt"
      "dVMQpAEAAAF6lLUCgICV54nGBP1SiioJoXuAgJXnicYEEusTfwyg8QOAhK9fgISvXw0y++8mDaATgIjevgGAiN6+AQ2J/31PC6AO"
      "gISvX4CEr18NH+LgVwugEICEr1+AhK9fDWM0QToNoBSAiN6+AYCI3r4BDRcSfxALoBCAhK9fgISvXw3U8nRqC6AQgISvX4CEr18N"
      "x8veyw2gGoCI3r4BgIjevgENco/QPYUCoWQBAQYAAIKgBgAAAAAAAAAAAAAAAPA/iXZUjr2q4D//6939mIjLuS8EE3NtYV9mYXN0"
      "X2Fib3ZlX3Nsb3cnUZnjuKqgPydRmeO4qqA/EGNsb3NlX2Fib3ZlX2Zhc3QZrgcADMDSPxmuBwAMwNI/DnNtYV9mYXN0X3Jpc2Vz"
      "pylcADAAyT+nKVwAMADJPw5zbWFfc2xvd19yaXNlcwAAAAAAAAAAAAAAAAAAAAAABgEAAAABAAEGAAAAAAAAAAAAAQHpBwGCkAYA"
      "gJuet/gIgIDY8Rb8nwaCoAYAgAKAoLCNvQq2RcsYihT39eVmziYiycehJUoEt1M9kaMZp7yEZ0f6kQAApLc3kUOgAQAADAICAQdi"
      "eSBydWxlAAEGtkXLGIoU9/XlZs4mIsnHoSVKBLdTPZGjGae8hGdH+pH8nwaCoAbyjZEYgIDY8RYAm82oujehaAECAgAGtkXLGIoU"
      "9/XlZs4mIsnHoSVKBLdTPZGjGae8hGdH+pH8nwaCoAbyjZEYgIDY8RYAbZq/izmhaQEGAQAAAAEAAQYAAAAAAAAAAAABAekHtkXL"
      "GIoU9/XlZs4mIsnHoSVKBLdTPZGjGae8hGdH+pHIlQoIPKFpAgYBAAECAQEBBgAAAYKQBgAAAQEBAAEB6Qe2RcsYihT39eVmziYi"
      "ycehJUoEt1M9kaMZp7yEZ0f6kQYVPTkGoWUBAAACiShOuwShagEG0VdOvQSxAbgL3grbphmgDYDokiaA6JImCwEBAQJvMf+ziRMA"
      "AAAA245dFySgAQAACgABBgEAhKAGBoC2jLr4CODdvpIBAQL/s4kTBDEtZjHlhZNQBKFqAgaFqhJmBLEBkQxZBXi5GaAJgOiSJoDo"
      "kiYLAgEBAm8y/7OJEwAAAABB6JwiC6AEgLSJE4C0iRMN9ZFoFQ2gE4CI3r4BgIjevgEN+SBADwugEYCEr1+AhK9fDRKNuioboAEA"
      "AAwCAgEQdGhlIHNlc3Npb24gZW5kcw0Ap/ytthahcQAAAhB0aGUgc2Vzc2lvbiBlbmRz49O5FR2gAQAADAICARB0aGUgc2Vzc2lv"
      "biBlbmRzCAAAAGILp/IFoWwCAAJPcAaVGaAIgOiSJoDokiYLAgEGAm8y/7OJEwAAAAB3LFKRHaGBAQIUcG9zaXRpb24udW5wcm90"
      "ZWN0ZWQGAAAAZhkC4AagAQAADwF5WIMGBLEBnA59au46JrIBKcUFAD2Lq454iC4HaDqPiaEhyS6KTG/8XansD/k5PL73wbRx";

MemoryFolder folderOfThen()
{
    const QByteArray raw = QByteArray::fromBase64(writtenThen);
    const auto* first = reinterpret_cast<const std::byte*>(raw.data());
    MemoryFolder folder;
    auto file = std::make_shared<MemoryFolder::File>();
    file->bytes = {first, first + raw.size()};
    file->durable = file->bytes;
    folder.files["journal-00000001.omj"] = std::move(file);
    return folder;
}

} // namespace

class TestOldJournal : public QObject
{
    Q_OBJECT

private slots:
    // Three shares at 512.02 are 1536.06; the fee is a thousandth of it.
    void aJournalOfThenGivesTheDeskOfThen()
    {
        const auto desk = driver::recoverDesk(folderOfThen());

        QVERIFY2(desk, desk ? "" : desk.error().detail.c_str());
        const auto& state = desk->state;
        QVERIFY(!state.isOpen);
        QCOMPARE(state.session.boot, 1U);
        QCOMPARE(state.session.baseCurrency, std::string("USD"));
        QCOMPARE(state.counters.proposals, std::uint64_t{1});
        QCOMPARE(state.counters.approved, std::uint64_t{1});
        QCOMPARE(state.counters.orders, std::uint64_t{2});
        QCOMPARE(state.counters.fills, std::uint64_t{1});
        QCOMPARE(state.ledger.openCount(), std::size_t{0});
        const auto positions = state.portfolio.positions();
        QCOMPARE(positions.size(), std::size_t{1});
        QCOMPARE(state.instrument(positions.front().instrument)->name(), std::string("demo:SPY"));
        QCOMPARE(positions.front().lots, Lots{3});
        QCOMPARE(positions.front().cost, Money{153'606'000'000});
        QCOMPARE(state.portfolio.fees(state.base), Money{153'606'000});
        QCOMPARE(state.portfolio.cash(state.base), Money{10'000'000'000'000 - 153'606'000'000 - 153'606'000});
        QCOMPARE(state.holdings.find({StrategyId{1}, positions.front().instrument})->lots, Lots{3});
    }

    void aJournalOfAVersionToComeIsToldAsNewer()
    {
        auto folder = folderOfThen();
        auto& bytes = folder.bytesOf("journal-00000001.omj");
        QCOMPARE(bytes[8], std::byte{1});
        bytes[8] = std::byte{2};
        Bytes sum;
        ByteWriter(sum).u32(crc32c(std::span(bytes).first(12)));
        std::copy(sum.begin(), sum.end(), bytes.begin() + 12);

        const auto desk = driver::recoverDesk(folder);

        QVERIFY(!desk);
        QCOMPARE(desk.error().code, Errc::Newer);
    }
};

QTEST_APPLESS_MAIN(TestOldJournal)
#include "tst_old_journal.moc"
