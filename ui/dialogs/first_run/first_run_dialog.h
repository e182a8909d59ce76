// The first minutes: language and look, who signs in, what to trade on, what keeps it safe, start. Every step has a
// good default or can be left out, can be gone back to, and "Just look around" starts the demo at once.
//
// What is chosen about the window takes effect as it is chosen. Closing it half way keeps that, and at the next start
// it goes on at the step where it was left. Shown with open().

#pragma once

#include "core/host/runtime/link.h"
#include "ui/widgets/formats.h"

#include <QDialog>

#include <cstdint>
#include <vector>

class QStackedWidget;

namespace omni::ui {
class DecisionButton;
class EngineLink;
class Theme;
class UserSettings;
struct UserChoices;
} // namespace omni::ui

namespace omni::ui::first_run {

class StepRow;

class FirstRunDialog final : public QDialog
{
    Q_OBJECT

public:
    FirstRunDialog(EngineLink& engine, UserSettings& settings, Theme& theme, const Formats& formats, QWidget* parent);

    /// From 0.
    [[nodiscard]] int step() const;

signals:
    /// The person is through: start this, then show the tour if it was not seen.
    void started(const omni::runtime::SessionWish& wish);
    /// A recording is wanted: the shell asks for its files.
    void recordingWanted();
    /// A broker's paper account is wanted: the shell shows the brokers.
    void brokerWanted();

protected:
    void changeEvent(QEvent* event) override;

private:
    enum class Market : std::uint8_t { Demo, PaperExchange, Recording, Paper };

    void build();
    QWidget* makeSteps();
    QWidget* makeFooter();
    QWidget* makeWelcome();
    QWidget* makeSignIn();
    QWidget* makeMarket();
    QWidget* makeLimits();
    QWidget* makeCheck();
    QWidget* makePage(const QString& title, const QString& sentence, QLayout* content);
    void addChoice(QLayout* into, const QString& label, const QList<QPair<QString, QString>>& options,
                   QString UserChoices::*member);
    void go(int step);
    void refresh();
    void finish();
    [[nodiscard]] QString startWords() const;
    [[nodiscard]] static runtime::SessionWish onPaperExchange();

    EngineLink& m_engine;
    UserSettings& m_settings;
    Theme& m_theme;
    const Formats& m_formats;
    QStackedWidget* m_stack = nullptr;
    std::vector<StepRow*> m_steps;
    DecisionButton* m_back = nullptr;
    DecisionButton* m_next = nullptr;
    Market m_market = Market::Demo;
};

} // namespace omni::ui::first_run
