// Prototypes of the few functions of libopenblas that gantrain calls: CBLAS products, LAPACK's QR and
// eigenvalues, and OpenBLAS's own questions. Declared here so that the build does not depend on which of a
// system's BLAS packages owns <cblas.h>. `int` is OpenBLAS's blasint of its 32-bit interface.
#ifndef GANTRAIN_OPENBLAS_H
#define GANTRAIN_OPENBLAS_H

enum { CblasRowMajor = 101, CblasNoTrans = 111, CblasTrans = 112 };

void cblas_sgemm(int order, int transposeA, int transposeB, int m, int n, int k, float alpha,
                 const float *a, int lda, const float *b, int ldb, float beta, float *c, int ldc);
void cblas_dgemm(int order, int transposeA, int transposeB, int m, int n, int k, double alpha,
                 const double *a, int lda, const double *b, int ldb, double beta, double *c, int ldc);
void cblas_dgemv(int order, int transpose, int m, int n, double alpha, const double *a, int lda, const double *x,
                 int incrementX, double beta, double *y, int incrementY);

// QR factorization of a column-major m×n matrix, and the forming of its orthonormal factor Q.
void dgeqrf_(const int *m, const int *n, double *a, const int *lda, double *tau, double *work,
             const int *lwork, int *info);
void dorgqr_(const int *m, const int *n, const int *k, double *a, const int *lda, const double *tau,
             double *work, const int *lwork, int *info);

// Eigenvalues, and on request left and right eigenvectors, of a column-major n×n matrix, which is overwritten.
void dgeev_(const char *jobLeft, const char *jobRight, const int *n, double *a, const int *lda,
            double *real, double *imaginary, double *left, const int *ldLeft, double *right, const int *ldRight,
            double *work, const int *lwork, int *info);

// The real Schur form A = Q·T·Qᵀ of a column-major n×n matrix, which T overwrites, and the moving of chosen
// eigenvalues to T's upper left.
void dgees_(const char *jobVectors, const char *sort, void *select, const int *n, double *a, const int *lda,
            int *chosen, double *real, double *imaginary, double *vectors, const int *ldVectors, double *work,
            const int *lwork, int *selectWork, int *info);
void dtrsen_(const char *job, const char *jobQ, const int *select, const int *n, double *t, const int *ldt,
             double *q, const int *ldq, double *real, double *imaginary, int *chosen, double *s, double *sep,
             double *work, const int *lwork, int *iwork, const int *liwork, int *info);

void openblas_set_num_threads(int threads);
int openblas_get_num_threads(void);
char *openblas_get_config(void);
char *openblas_get_corename(void);

#endif
