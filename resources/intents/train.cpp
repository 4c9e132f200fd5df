// Makes the model that core/reading/IntentModel reads, from the sentences in this folder. The build runs it; the same
// sentences give the same model.
//
//   train-intents OUTPUT FILE.tsv...            make the model
//   train-intents --evaluate MODEL FILE.tsv...  print precision, recall and F1 of each label

#include "core/reading/IntentModel.h"

#include <QCoreApplication>
#include <QFile>
#include <QSaveFile>
#include <QTextStream>
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>
#include <random>
#include <vector>

using namespace Qt::StringLiterals;
using namespace textbank;

namespace {

constexpr int kBits = 17;
constexpr quint32 kMask = (1U << kBits) - 1U;
constexpr int kEpochs = 14;
constexpr int kCopies = 3; ///< Of each sentence, written by a hurried thumb.
constexpr float kRate = 0.5F;
constexpr float kDecay = 2e-6F;
constexpr int kHeldOut = 10; ///< One sentence in so many finds the temperature.

struct Example
{
    QString text;
    int intent = 0;
    int language = 0;
    std::vector<quint32> indices;
};

std::optional<int> numberOf(const QString& name, QString (*nameOf)(int), int count)
{
    for (int i = 0; i < count; ++i) {
        if (nameOf(i) == name) {
            return i;
        }
    }
    return std::nullopt;
}

std::vector<quint32> indicesOf(const QString& text)
{
    const ReplyFeatures features(text);
    std::vector<quint32> indices;
    indices.reserve(static_cast<size_t>(features.all().size()));
    for (const auto& feature : features.all()) {
        indices.push_back(feature.hash & kMask);
    }
    return indices;
}

/// Fails loudly: a line that cannot be read would be missed silently otherwise.
std::vector<Example> load(const QStringList& paths)
{
    std::vector<Example> examples;
    for (const auto& path : paths) {
        QFile file(path);
        if (!file.open(QFile::ReadOnly)) {
            qFatal("cannot read %s", qPrintable(path));
        }
        auto number = 0;
        for (auto line = file.readLine(); !line.isEmpty(); line = file.readLine()) {
            ++number;
            const auto parts = QString::fromUtf8(line).remove(u'\n').split(u'\t');
            const auto intent = numberOf(
                parts.value(0), [](int i) { return intentName(static_cast<Intent>(i)); }, kIntents);
            const auto language = numberOf(
                parts.value(1), [](int i) { return languageName(static_cast<ReplyLanguage>(i)); }, kReplyLanguages);
            if (parts.size() != 3 || !intent || !language || parts.at(2).trimmed().isEmpty()) {
                qFatal("%s:%d: label, language and text are wanted, between tabs", qPrintable(path), number);
            }
            examples.push_back({parts.at(2), *intent, *language, {}});
        }
    }
    return examples;
}

/// A believable slip: a letter left out, doubled, swapped or hit beside, a space forgotten, no marks, no capitals.
QString slipped(const QString& text, std::mt19937& chance)
{
    const auto pick = [&](size_t below) { return static_cast<qsizetype>(chance() % below); };
    auto out = text;
    if (pick(3) == 0) {
        out.remove(u'?').remove(u'!').remove(u'.').remove(u',').remove(u'\'').remove(u'\u00BF').remove(u'\u00A1');
    }
    if (pick(4) == 0) {
        out = pick(2) == 0 ? out.toLower() : out.toUpper();
    }
    const auto slips = out.size() < 5 ? 0 : pick(3);
    for (qsizetype i = 0; i < slips; ++i) {
        const auto at = 1 + pick(static_cast<size_t>(out.size() - 2));
        switch (pick(4)) {
        case 0:
            out.remove(at, 1);
            break;
        case 1:
            out.insert(at, out.at(at));
            break;
        case 2: {
            const auto letter = out.at(at);
            out[at] = out.at(at - 1);
            out[at - 1] = letter;
            break;
        }
        default:
            if (const auto space = out.indexOf(u' ', at); space > 0) {
                out.remove(space, 1);
            }
        }
        if (out.size() < 5) {
            break;
        }
    }
    return out;
}

class Trainer
{
public:
    Trainer()
        : m_weights(static_cast<size_t>(IntentModel::kOutputs) << kBits, 0.0F)
        , m_squares(m_weights.size(), 1e-6F)
    {
    }

    void train(std::vector<Example> examples, std::mt19937& chance)
    {
        const auto count = examples.size();
        for (size_t i = 0; i < count; ++i) {
            examples[i].indices = indicesOf(examples[i].text);
            for (int copy = 0; copy < kCopies; ++copy) {
                auto again = examples[i];
                again.text = slipped(again.text, chance);
                again.indices = indicesOf(again.text);
                examples.push_back(std::move(again));
            }
        }
        std::array<double, kIntents> counts{};
        for (const auto& example : examples) {
            counts[static_cast<size_t>(example.intent)] += 1;
        }
        // Rare labels count somewhat more; not so much that a single odd sentence rules.
        std::array<float, kIntents> worth{};
        for (size_t k = 0; k < kIntents; ++k) {
            worth[k] = static_cast<float>(
                std::sqrt(static_cast<double>(examples.size()) / kIntents / std::max(1.0, counts[k])));
        }
        std::vector<size_t> order(examples.size());
        std::iota(order.begin(), order.end(), size_t{0});
        for (int epoch = 0; epoch < kEpochs; ++epoch) {
            for (size_t i = order.size(); i > 1; --i) { // std::shuffle differs between libraries
                std::swap(order[i - 1], order[chance() % i]);
            }
            for (const auto i : order) {
                learn(examples[i], worth[static_cast<size_t>(examples[i].intent)]);
            }
        }
    }

    IntentModel::Parts parts() const
    {
        IntentModel::Parts parts;
        parts.bits = kBits;
        parts.bias = m_bias;
        for (size_t k = 0; k < IntentModel::kOutputs; ++k) {
            auto most = 1e-9F;
            for (size_t at = k; at < m_weights.size(); at += IntentModel::kOutputs) {
                most = std::max(most, std::abs(m_weights[at]));
            }
            parts.scale[k] = most / 127;
        }
        parts.weights.resize(static_cast<qsizetype>(m_weights.size()));
        for (size_t at = 0; at < m_weights.size(); ++at) {
            const auto scaled = std::round(m_weights[at] / parts.scale[at % IntentModel::kOutputs]);
            parts.weights[static_cast<qsizetype>(at)] = static_cast<char>(static_cast<qint8>(scaled));
        }
        return parts;
    }

private:
    /// One step of a softmax regression for the outputs from `first` on.
    void step(const Example& example, const std::array<float, IntentModel::kOutputs>& scores, size_t first,
              size_t count, size_t wanted, float worth, float length)
    {
        const auto most = *std::max_element(scores.cbegin() + static_cast<long>(first),
                                            scores.cbegin() + static_cast<long>(first + count));
        std::array<float, IntentModel::kOutputs> shares{};
        auto sum = 0.0F;
        for (size_t k = first; k < first + count; ++k) {
            shares[k] = std::exp(scores[k] - most);
            sum += shares[k];
        }
        for (size_t k = first; k < first + count; ++k) {
            const auto error = worth * (shares[k] / sum - (k == first + wanted ? 1.0F : 0.0F));
            m_bias[k] -= 0.01F * error;
            if (std::abs(error) < 1e-4F) {
                continue;
            }
            const auto slope = error * length;
            for (const auto index : example.indices) {
                const auto at = static_cast<size_t>(index) * IntentModel::kOutputs + k;
                auto& weight = m_weights[at];
                const auto full = slope + kDecay * weight;
                m_squares[at] += full * full;
                weight -= kRate * full / std::sqrt(m_squares[at]);
            }
        }
    }
    void learn(const Example& example, float worth)
    {
        const auto length = 1 / std::sqrt(static_cast<float>(std::max<size_t>(1, example.indices.size())));
        std::array<float, IntentModel::kOutputs> scores = m_bias;
        for (const auto index : example.indices) {
            for (size_t k = 0; k < IntentModel::kOutputs; ++k) {
                scores[k] += m_weights[static_cast<size_t>(index) * IntentModel::kOutputs + k] * length;
            }
        }
        step(example, scores, 0, kIntents, static_cast<size_t>(example.intent), worth, length);
        step(example, scores, kIntents, kReplyLanguages, static_cast<size_t>(example.language), 1, length);
    }

    std::vector<float> m_weights;
    std::vector<float> m_squares;
    std::array<float, IntentModel::kOutputs> m_bias{};
};

/// The temperature at which the held-out sentences are least surprising: confidence then means what it says.
float temperatureOf(const IntentModel& model, const std::vector<Example>& heldOut)
{
    auto best = 1.0F;
    auto least = 1e30;
    for (auto temperature = 0.5F; temperature < 4; temperature += 0.05F) {
        auto surprise = 0.0;
        for (const auto& example : heldOut) {
            auto scores = model.scores(ReplyFeatures(example.text));
            for (size_t k = 0; k < kIntents; ++k) {
                scores[k] /= temperature;
            }
            surprise -= std::log(std::max(1e-9, model.intents(scores)[static_cast<size_t>(example.intent)]));
        }
        if (surprise < least) {
            least = surprise;
            best = temperature;
        }
    }
    return best;
}

IntentModel modelOf(const IntentModel::Parts& parts)
{
    auto model = IntentModel::read(IntentModel::write(parts));
    if (!model) {
        qFatal("the model cannot be read back: %s", qPrintable(model.error().detail));
    }
    return std::move(*model);
}

int make(const QString& output, const QStringList& files)
{
    auto examples = load(files);
    std::mt19937 chance(20'260'401);
    std::vector<Example> heldOut;
    std::vector<Example> rest;
    for (const auto& example : examples) {
        (chance() % kHeldOut == 0 ? heldOut : rest).push_back(example);
    }
    Trainer withoutSome;
    withoutSome.train(std::move(rest), chance);
    const auto temperature = temperatureOf(modelOf(withoutSome.parts()), heldOut);
    Trainer trainer;
    trainer.train(std::move(examples), chance);
    auto parts = trainer.parts();
    parts.temperature = temperature;
    QSaveFile file(output);
    if (!file.open(QFile::WriteOnly) || file.write(IntentModel::write(parts)) < 0 || !file.commit()) {
        qFatal("cannot write %s", qPrintable(output));
    }
    return 0;
}

int evaluate(const QString& path, const QStringList& files)
{
    QFile file(path);
    const auto model =
        file.open(QFile::ReadOnly) ? IntentModel::read(file.readAll()) : Result<IntentModel>(fail(ErrorCode::NotFound));
    if (!model) {
        qFatal("cannot read the model");
    }
    std::array<std::array<int, kIntents>, kIntents> table{};
    QTextStream out(stdout);
    for (const auto& example : load(files)) {
        const auto shares = model->intents(model->scores(ReplyFeatures(example.text)));
        const auto read = std::max_element(shares.cbegin(), shares.cend()) - shares.cbegin();
        ++table[static_cast<size_t>(example.intent)][static_cast<size_t>(read)];
        if (read != example.intent) {
            out << intentName(static_cast<Intent>(example.intent)) << '\t' << intentName(static_cast<Intent>(read))
                << '\t' << example.text << '\n';
        }
    }
    auto sum = 0.0;
    for (size_t k = 0; k < kIntents; ++k) {
        const auto right = table[k][k];
        const auto wanted = std::accumulate(table[k].cbegin(), table[k].cend(), 0);
        auto read = 0;
        for (const auto& row : table) {
            read += row[k];
        }
        const auto precision = read == 0 ? 0.0 : static_cast<double>(right) / read;
        const auto recall = wanted == 0 ? 0.0 : static_cast<double>(right) / wanted;
        const auto f1 = right == 0 ? 0.0 : 2 * precision * recall / (precision + recall);
        sum += f1;
        out << u"# %1 precision %2 recall %3 F1 %4 of %5\n"_s.arg(intentName(static_cast<Intent>(k)), -14)
                   .arg(precision, 0, 'f', 3)
                   .arg(recall, 0, 'f', 3)
                   .arg(f1, 0, 'f', 3)
                   .arg(wanted);
    }
    out << u"# macro F1 %1\n"_s.arg(sum / kIntents, 0, 'f', 4);
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    auto words = QCoreApplication::arguments().mid(1);
    const auto evaluates = words.value(0) == u"--evaluate"_s;
    if (evaluates) {
        words.removeFirst();
    }
    if (words.size() < 2) {
        qFatal("usage: train-intents [--evaluate] MODEL FILE.tsv...");
    }
    const auto model = words.takeFirst();
    return evaluates ? evaluate(model, words) : make(model, words);
}
