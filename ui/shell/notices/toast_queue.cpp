#include "ui/shell/notices/toast_queue.h"

#include <algorithm>
#include <utility>

namespace omni::ui {

bool ToastQueue::push(ToastLevel level, const QString& key, const QString& text, std::int64_t nowMs,
                      const QString& others)
{
    const auto isSame = [&](const Toast& one) { return !key.isEmpty() && one.key == key && one.level == level; };
    if (const auto same = std::find_if(m_shown.begin(), m_shown.end(), isSame); same != m_shown.end()) {
        same->text = text;
        same->shownMs = nowMs;
        ++same->count;
        return true;
    }
    if (const auto same = std::find_if(m_waiting.begin(), m_waiting.end(), isSame); same != m_waiting.end()) {
        same->text = text;
        ++same->count;
        return false;
    }
    while (!m_lately.empty() && nowMs - m_lately.front() >= 60'000) {
        m_lately.pop_front();
    }
    Toast toast{++m_lastId, level, key, text, 1, nowMs};
    if (level == ToastLevel::Critical) {
        if (m_waiting.size() > mostWaiting) {
            ++m_waiting.back().count;
            return false;
        }
        if (m_waiting.size() == mostWaiting) {
            toast.key.clear(); // it is about several
            toast.text = others;
        }
        m_waiting.push_back(std::move(toast));
        return fillUp(nowMs);
    }
    const bool isAnswer = level == ToastLevel::Answer;
    if (!isAnswer && static_cast<int>(m_lately.size()) >= mostPerMinute) {
        ++m_heldBack;
        return false;
    }
    if (m_shown.size() >= mostShown) {
        const auto oldest = std::find_if(m_shown.begin(), m_shown.end(),
                                         [](const Toast& one) { return one.level != ToastLevel::Critical; });
        if (oldest != m_shown.end()) {
            m_shown.erase(oldest);
        } else if (!isAnswer) {
            ++m_heldBack;
            return false;
        }
    }
    if (!isAnswer) {
        m_lately.push_back(nowMs);
    }
    m_shown.push_back(std::move(toast));
    return true;
}

bool ToastQueue::fillUp(std::int64_t nowMs)
{
    bool hasChanged = false;
    while (!m_waiting.empty()) {
        if (m_shown.size() >= mostShown) {
            const auto lesser = std::find_if(m_shown.begin(), m_shown.end(),
                                             [](const Toast& one) { return one.level != ToastLevel::Critical; });
            if (lesser == m_shown.end()) {
                break;
            }
            m_shown.erase(lesser);
        }
        m_waiting.front().shownMs = nowMs;
        m_shown.push_back(std::move(m_waiting.front()));
        m_waiting.pop_front();
        hasChanged = true;
    }
    return hasChanged;
}

bool ToastQueue::tick(std::int64_t nowMs)
{
    const auto gone = std::erase_if(m_shown, [nowMs](const Toast& one) {
        return one.level != ToastLevel::Critical && nowMs - one.shownMs >= shownForMs;
    });
    return fillUp(nowMs) || gone > 0;
}

bool ToastQueue::dismiss(std::uint64_t id, std::int64_t nowMs)
{
    const auto gone = std::erase_if(m_shown, [id](const Toast& one) { return one.id == id; });
    return fillUp(nowMs) || gone > 0;
}

bool ToastQueue::settle(const QString& key, const QString& text, std::int64_t nowMs)
{
    std::erase_if(m_waiting, [&key](const Toast& one) { return one.key == key; });
    bool hasChanged = false;
    for (Toast& one : m_shown) {
        if (one.key == key) {
            one.level = ToastLevel::Info;
            one.text = text;
            one.count = 1;
            one.shownMs = nowMs;
            hasChanged = true;
        }
    }
    return hasChanged;
}

void ToastQueue::clear()
{
    m_shown.clear();
    m_waiting.clear();
}

} // namespace omni::ui
