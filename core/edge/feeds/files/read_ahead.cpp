#include "core/base/spsc_ring.h"
#include "core/base/stop_flag.h"
#include "core/edge/feeds/files/tick_stream.h"

#include <semaphore>
#include <thread>

namespace omni::feeds {

namespace {

/// What the thread hands over: ticks, or the end, or a fault. An empty block is the end.
struct Block {
    std::vector<ports::TimedTick> ticks;
    std::optional<DataFault> fault;
};

class ReadAhead final : public TickStream
{
public:
    explicit ReadAhead(std::unique_ptr<TickStream> stream)
        : m_stream(std::move(stream))
        , m_thread([this] { readOn(); })
    {
    }
    ReadAhead(const ReadAhead&) = delete;
    ReadAhead& operator=(const ReadAhead&) = delete;
    ~ReadAhead() override
    {
        m_stop.requestStop();
        m_free.release();
        m_thread.join();
    }

    Checked<std::span<const ports::TimedTick>> next() override
    {
        if (!m_isLast) {
            if (m_hasBlock) {
                static_cast<void>(m_used.tryPush(std::move(m_block))); // there are as many places as blocks
                m_free.release();
            }
            m_full.acquire();
            m_hasBlock = m_ready.tryPop(m_block);
            m_isLast = m_block->ticks.empty();
        }
        if (m_isLast && m_block->fault) {
            return tl::unexpected(*m_block->fault);
        }
        return std::span<const ports::TimedTick>(m_block->ticks);
    }

private:
    static constexpr std::size_t depth = 4;

    void readOn()
    {
        for (bool isLast = false; !isLast;) {
            m_free.acquire();
            if (m_stop.isStopRequested()) {
                return;
            }
            std::unique_ptr<Block> block;
            if (!m_used.tryPop(block)) {
                block = std::make_unique<Block>();
            }
            const auto ticks = m_stream->next();
            block->ticks.clear();
            if (ticks) {
                block->ticks.assign(ticks->begin(), ticks->end());
            } else {
                block->fault = ticks.error();
            }
            isLast = block->ticks.empty();
            static_cast<void>(m_ready.tryPush(std::move(block))); // `m_free` keeps a place for it
            m_full.release();
        }
    }

    std::unique_ptr<TickStream> m_stream;
    SpscRing<std::unique_ptr<Block>, depth> m_ready; ///< From the thread.
    SpscRing<std::unique_ptr<Block>, depth> m_used; ///< Back to it, so that nothing is allocated on the way.
    std::counting_semaphore<> m_free{depth}; ///< Places of `m_ready`; one more wakes the thread for its end.
    std::counting_semaphore<> m_full{0};
    StopFlag m_stop;
    std::unique_ptr<Block> m_block = std::make_unique<Block>();
    bool m_hasBlock = false;
    bool m_isLast = false;
    std::thread m_thread; ///< Last: it starts when everything else is there.
};

} // namespace

std::unique_ptr<TickStream> readAhead(std::unique_ptr<TickStream> stream)
{
    return std::make_unique<ReadAhead>(std::move(stream));
}

} // namespace omni::feeds
