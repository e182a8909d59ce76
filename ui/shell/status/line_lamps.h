// The lamps of a session with a broker, one for each line: "● orders up · 0.4 s". Never a light alone: the word of the
// state and the age of the last proof stand beside it.

#pragma once

#include "core/desk/views/broker_offer.h"
#include "core/desk/views/connection.h"
#include "ui/style/theme.h"

#include <QWidget>

#include <array>

class QToolButton;

namespace omni::ui {

struct Formats;

class LineLamps final : public QWidget
{
    Q_OBJECT

public:
    LineLamps(Theme& theme, const Formats& formats, QWidget* parent);

    /// `now` on the machine's wall clock; zero: not known, and then no age is.
    void show(const views::Connection& connection, const QString& broker, Timestamp now);
    void retranslate();
    /// As the lamps read, one after the other.
    [[nodiscard]] QString text() const;

signals:
    void asked();

private:
    Theme& m_theme;
    const Formats& m_formats;
    std::array<QToolButton*, views::lineCount> m_lamps{};
};

/// The broker's name as a person knows it; its key where nothing more is known.
[[nodiscard]] QString brokerTitle(const views::Connection& connection, const views::BrokerOffers* offers);

} // namespace omni::ui
