// What the ground floor costs: ring hand-over, newest value, checksum, decimal text, the codec's writer.
// needs: base

#include "core/base/bytes.h"
#include "core/base/decimal.h"
#include "core/base/digest.h"
#include "core/base/latest.h"
#include "core/base/seeded_random.h"
#include "core/base/spsc_ring.h"
#include "core/base/time.h"

#include <benchmark/benchmark.h>

#include <thread>

using namespace omni;

namespace {

/// As large as a quote on the fast lane.
struct Tick {
    std::array<std::uint64_t, 6> words{};
};

void ringOnOneThread(benchmark::State& state)
{
    SpscRing<Tick, 1024> ring;
    Tick tick;
    for (auto _ : state) {
        benchmark::DoNotOptimize(ring.tryPush(tick));
        benchmark::DoNotOptimize(ring.tryPop(tick));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(ringOnOneThread);

void ringBetweenThreads(benchmark::State& state)
{
    constexpr std::size_t perRound = 1'000'000;
    SpscRing<Tick, 4096> ring;
    std::array<Tick, 256> batch;
    for (auto _ : state) {
        std::thread producer([&ring] {
            for (std::size_t i = 0; i < perRound;) {
                if (ring.tryPush(Tick{{i}})) {
                    ++i;
                } else {
                    std::this_thread::yield();
                }
            }
        });
        for (std::size_t received = 0; received < perRound;) {
            const std::size_t got = ring.popUpTo(batch);
            received += got;
            if (got == 0) {
                std::this_thread::yield();
            }
        }
        producer.join();
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(perRound));
}
BENCHMARK(ringBetweenThreads)->UseRealTime()->Unit(benchmark::kMillisecond);

void latestRead(benchmark::State& state)
{
    Latest<Tick> latest;
    latest.publish(std::make_shared<Tick>());
    for (auto _ : state) {
        benchmark::DoNotOptimize(latest.read());
    }
}
BENCHMARK(latestRead);

void latestPublish(benchmark::State& state)
{
    Latest<Tick> latest;
    const auto value = std::make_shared<const Tick>();
    for (auto _ : state) {
        latest.publish(value);
    }
}
BENCHMARK(latestPublish);

template<std::uint32_t (*checksum)(std::span<const std::byte>, std::uint32_t)> void crc(benchmark::State& state)
{
    const Bytes data(static_cast<std::size_t>(state.range(0)), std::byte{0x5A});
    std::uint32_t value = 0;
    for (auto _ : state) {
        value = checksum(data, value);
        benchmark::DoNotOptimize(value);
    }
    state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK(crc<&crc32c>)->Name("crc32c")->Arg(64)->Arg(4'096)->Arg(1 << 20);
BENCHMARK(crc<&crc32cByTable>)->Name("crc32cByTable")->Arg(64)->Arg(4'096)->Arg(1 << 20);

void digest(benchmark::State& state)
{
    const Bytes data(static_cast<std::size_t>(state.range(0)), std::byte{0x5A});
    for (auto _ : state) {
        benchmark::DoNotOptimize(digestOf("bench", data));
    }
    state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK(digest)->Arg(64)->Arg(1 << 20);

/// Texts of one length and shape but different digits, so that no branch is learned by heart.
std::vector<std::string> prices()
{
    SeededRandom random(1);
    std::vector<std::string> texts(1'024);
    for (std::string& text : texts) {
        text = scaledText(random.between(100'000, 999'999), 1, 1);
    }
    return texts;
}

void decimalFromPrice(benchmark::State& state)
{
    const auto texts = prices();
    std::size_t at = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(decimalFromText(texts[at++ & 1'023]));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(decimalFromPrice);

void scaledFromPrice(benchmark::State& state)
{
    const auto texts = prices();
    std::size_t at = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(scaledFromText(texts[at++ & 1'023], 8));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(scaledFromPrice);

void priceToText(benchmark::State& state)
{
    std::int64_t value = 6'180'020'000'000;
    for (auto _ : state) {
        benchmark::DoNotOptimize(scaledText(value++, 8, 2));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(priceToText);

void timeFromIso(benchmark::State& state)
{
    const std::string text = "2024-08-08T23:54:15.088169167Z";
    for (auto _ : state) {
        benchmark::DoNotOptimize(timestampFromIso(text));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(timeFromIso);

void timeToIso(benchmark::State& state)
{
    Timestamp t{1'723'161'255'088'169'167};
    for (auto _ : state) {
        benchmark::DoNotOptimize(isoText(t));
        t.ns += 1'000'003;
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(timeToIso);

/// A record like a fill's: eleven fields, about 60 bytes, with its checksum.
void recordWritten(benchmark::State& state)
{
    Bytes bytes;
    std::uint64_t i = 0;
    std::int64_t total = 0;
    for (auto _ : state) {
        bytes.clear();
        ByteWriter out(bytes);
        out.u64(i);
        out.i64(1'723'161'255'088'169'167);
        out.u16(7);
        out.u8(1);
        out.varint(300 + i);
        out.signedVarint(-1'000'000);
        out.signedVarint(6'180'020'000'000);
        out.varint(5);
        out.boolean(true);
        out.text("venue-fill-1");
        out.u32(crc32c(bytes));
        benchmark::DoNotOptimize(bytes.data());
        benchmark::ClobberMemory();
        total += static_cast<std::int64_t>(bytes.size());
        ++i;
    }
    state.SetItemsProcessed(state.iterations());
    state.SetBytesProcessed(total);
}
BENCHMARK(recordWritten);

void recordRead(benchmark::State& state)
{
    Bytes bytes;
    ByteWriter out(bytes);
    out.u64(1);
    out.i64(2);
    out.varint(300);
    out.signedVarint(-1'000'000);
    out.signedVarint(6'180'020'000'000);
    out.varint(5);
    out.boolean(true);
    for (auto _ : state) {
        ByteReader in(bytes);
        std::uint64_t sum = in.u64() + static_cast<std::uint64_t>(in.i64()) + in.varint();
        sum += static_cast<std::uint64_t>(in.signedVarint() + in.signedVarint()) + in.varint();
        benchmark::DoNotOptimize(sum + (in.boolean() ? 1 : 0));
        benchmark::DoNotOptimize(in.finished());
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(recordRead);

void randomNext(benchmark::State& state)
{
    SeededRandom random(1);
    for (auto _ : state) {
        benchmark::DoNotOptimize(random.next());
    }
}
BENCHMARK(randomNext);

void randomNormal(benchmark::State& state)
{
    SeededRandom random(1);
    for (auto _ : state) {
        benchmark::DoNotOptimize(random.normal());
    }
}
BENCHMARK(randomNormal);

} // namespace
