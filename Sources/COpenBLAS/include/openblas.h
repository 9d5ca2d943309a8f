// The few functions of libopenblas that gantrain calls: CBLAS products, LAPACK's QR and eigenvalues, and OpenBLAS's
// own questions. They are looked up in the library when it is first used, and not linked, because OpenBLAS reads its
// environment while it is loaded: only so can it be told before how many threads it shall make. `int` is OpenBLAS's
// blasint of its 32-bit interface.
#ifndef GANTRAIN_OPENBLAS_H
#define GANTRAIN_OPENBLAS_H

enum { CblasRowMajor = 101, CblasNoTrans = 111, CblasTrans = 112 };

typedef struct {
    void (*sgemm)(int order, int transposeA, int transposeB, int m, int n, int k, float alpha, const float *a, int lda,
                  const float *b, int ldb, float beta, float *c, int ldc);
    void (*dgemm)(int order, int transposeA, int transposeB, int m, int n, int k, double alpha, const double *a,
                  int lda, const double *b, int ldb, double beta, double *c, int ldc);
    void (*dgemv)(int order, int transpose, int m, int n, double alpha, const double *a, int lda, const double *x,
                  int incrementX, double beta, double *y, int incrementY);

    // QR factorization of a column-major m×n matrix, and the forming of its orthonormal factor Q.
    void (*dgeqrf)(const int *m, const int *n, double *a, const int *lda, double *tau, double *work, const int *lwork,
                   int *info);
    void (*dorgqr)(const int *m, const int *n, const int *k, double *a, const int *lda, const double *tau, double *work,
                   const int *lwork, int *info);

    // The solution of A·X = B for a column-major n×n matrix and right sides, which are both overwritten.
    void (*dgesv)(const int *n, const int *rightSides, double *a, const int *lda, int *pivots, double *b, const int *ldb,
                  int *info);

    // Eigenvalues, and on request left and right eigenvectors, of a column-major n×n matrix, which is overwritten.
    void (*dgeev)(const char *jobLeft, const char *jobRight, const int *n, double *a, const int *lda, double *real,
                  double *imaginary, double *left, const int *ldLeft, double *right, const int *ldRight, double *work,
                  const int *lwork, int *info);

    // The real Schur form A = Q·T·Qᵀ of a column-major n×n matrix, which T overwrites, and the moving of chosen
    // eigenvalues to T's upper left.
    void (*dgees)(const char *jobVectors, const char *sort, void *select, const int *n, double *a, const int *lda,
                  int *chosen, double *real, double *imaginary, double *vectors, const int *ldVectors, double *work,
                  const int *lwork, int *selectWork, int *info);
    void (*dtrsen)(const char *job, const char *jobQ, const int *select, const int *n, double *t, const int *ldt,
                   double *q, const int *ldq, double *real, double *imaginary, int *chosen, double *s, double *sep,
                   double *work, const int *lwork, int *iwork, const int *liwork, int *info);

    void (*set_num_threads)(int threads);
    int (*get_num_threads)(void);
    char *(*get_config)(void);
    char *(*get_corename)(void);

    // Forget which core's kernels to use, and choose again. NULL where the library was built for one core only.
    void (*dynamic_quit)(void);
    void (*dynamic_init)(void);
} OpenBLASFunctions;

// Loads libopenblas with a single thread of its own and looks its functions up.
// Returns NULL, or what is wrong as the loader says it.
const char *openblas_load(OpenBLASFunctions *functions);

#endif
